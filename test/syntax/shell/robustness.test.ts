import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../../../server/src/base/span.ts";
import { parseShell, parseShellSource } from "../../../server/src/syntax/shell/parse.ts";
import { instructionSource } from "../../../server/src/syntax/shell/source.ts";
import type { CommandList, CommandNode, ShellScript, ShellWord, WordPart } from "../../../server/src/syntax/shell/tree.ts";
import { commandsOf, shellFaults } from "../../../server/src/syntax/shell/walk.ts";
import { bestCost } from "../../harness/cost.ts";

const samples = [
  "set -eux; apt-get update && apt-get install -y --no-install-recommends \"curl=$VER\" 'x y' && rm -rf /var/lib/apt/lists/*",
  "if [ \"$(uname -m | tr -d x)\" = \"x86_64\" ]; then A=b c $((1 + 2)); elif ! d; then e; else f; fi",
  "case \"${arch##*-}\" in amd64|x86_64) a='x64';; *) echo >&2 \"no: $arch\"; exit 1 ;; esac",
  "cat <<EOF > /etc/x && b\nhi $(id -u) `pwd`\nEOF\nc <<-'E'\n\tz\n\tE\n",
  "for f in *.sh a{b,c} \"$@\"; do chmod +x \"$f\" || true; done | tee log 2>&1 &",
  "f() { local x=\"${1:-$(g \"$2\")}\"; [[ -n $x && $y == z* ]] && (( i++ )); }; f <<< 'a' > >(cat) | (cd / && ls)",
  "RUN echo \\\n# comment\n  a \\\n\n b\\\nc 'd \\\n e' && x `y \\`z\\`` $'q\\'' \"${a[@]//b/$(c)}\"",
];

/** A small linear congruential generator: the same cases in every run. */
function randomSource(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Every span lies within the one around it, and siblings stand in order. */
function checkSpans(script: ShellScript, text: string): void {
  checkList(script, { start: 0, end: text.length });
  for (const fault of shellFaults(script)) inside(fault.span, { start: 0, end: text.length });
}

function inside(inner: Span, outer: Span): void {
  assert.ok(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end, `${JSON.stringify(inner)} in ${JSON.stringify(outer)}`);
}

function inOrder(items: readonly { readonly span: Span }[], outer: Span): void {
  let end = outer.start;
  for (const { span } of items) {
    inside(span, { start: end, end: outer.end });
    end = span.start;
  }
}

function checkList(list: CommandList, outer: Span): void {
  inside(list.span, outer);
  inOrder(list.statements, outer);
  for (const statement of list.statements) {
    inOrder(statement.list.pipelines, statement.span);
    for (const pipeline of statement.list.pipelines) {
      inOrder(pipeline.commands, pipeline.span);
      for (const node of pipeline.commands) checkNode(node, outer);
    }
  }
}

function checkNode(node: CommandNode, outer: Span): void {
  if (node.kind === "command") {
    const words = node.name === undefined ? node.arguments : [node.name, ...node.arguments];
    inOrder(words, node.span);
    words.forEach(checkWord);
  } else if ("body" in node) checkList(node.body, outer);
  for (const { heredoc } of node.redirections) if (heredoc !== undefined) inside(heredoc.span, outer);
}

function checkWord(word: ShellWord): void {
  checkPartSpans(word.parts, word.span);
}

function checkPartSpans(parts: readonly WordPart[], outer: Span): void {
  inOrder(parts, outer);
  for (const part of parts) {
    if (part.kind === "double-quoted") checkPartSpans(part.parts, part.span);
    if (part.kind === "command" || part.kind === "process") checkList(part.script, outer);
  }
}

function checkText(text: string): void {
  checkSpans(parseShell(text), text);
  const joined = instructionSource(text, { start: 0, end: text.length }, "\\");
  assert.equal(joined.masked.replaceAll("\r", "").length <= text.length, true);
  checkSpans(parseShellSource(joined), text);
}

test("the samples cut anywhere", () => {
  for (const sample of samples) {
    for (let end = 0; end <= sample.length; end++) {
      checkText(sample.slice(0, end));
      checkText(sample.slice(end));
    }
  }
});

test("random changes of the samples", () => {
  const random = randomSource(7);
  const pieces = ["'", '"', "`", "$(", "${", ")", "}", "\\", "\n", "\\\n", "\r\n", ";", "&&", "|", "<<E\n", "#", "((", "[[", "if ", "fi", "case x in", "\0", "\ud83d", "{", "esac", "$((", "<(", ">", "do "];
  for (let round = 0; round < 3000; round++) {
    let text = samples[random(samples.length)]!;
    for (let change = random(6); change >= 0; change--) {
      const at = random(text.length + 1);
      text = text.slice(0, at) + (random(2) === 0 ? pieces[random(pieces.length)]! : "") + text.slice(at + random(4));
    }
    checkText(text);
  }
});

test("deep and repeated constructs end soon and never throw", () => {
  const repeated = ["(", "{ ", "$(", "${a:-", "`", "\"$(", "if ", "f() ", "function ", "coproc ", "! ", "case x in a) ", "cat <<A ", "$((", "[[ ", "<(", "\\\n", "a && ", "a | ", "$(a ", "{a,"];
  for (const piece of repeated) {
    const text = piece.repeat(20_000);
    const needed = bestCost(() => {
      const script = parseShellSource(instructionSource(text, { start: 0, end: text.length }, "\\"));
      commandsOf(script);
      shellFaults(script);
    });
    assert.ok(needed < 1500, `${piece}: ${needed} ms`);
  }
});

test("a megabyte with 20,000 commands is read within the time of a request", () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `apt-get install -y --no-install-recommends package-${index}`).join(" && \\\n  ");
  let uses: ReturnType<typeof commandsOf> = [];
  const needed = bestCost(() => {
    uses = commandsOf(parseShellSource(instructionSource(text, { start: 0, end: text.length }, "\\")));
  });
  assert.ok(needed < 800, `${needed} ms`);
  assert.equal(uses.at(-1)!.command.arguments.at(-1)!.value, "package-19999");
});
