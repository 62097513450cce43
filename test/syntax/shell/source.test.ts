import assert from "node:assert/strict";
import { test } from "node:test";
import { parseShellSource } from "../../../server/src/syntax/shell/parse.ts";
import { instructionSource } from "../../../server/src/syntax/shell/source.ts";
import { commandsOf, shellFaults } from "../../../server/src/syntax/shell/walk.ts";
import { readCarets, writeCarets } from "./carets.ts";

/** The words of a RUN instruction's script with their values, and its faults, as carets under the Dockerfile. */
function checkWords(marked: string, escape = "\\"): void {
  const { text } = readCarets(marked);
  const script = parseShellSource(instructionSource(text, { start: text.indexOf(" ") + 1, end: text.length }, escape));
  const marks = commandsOf(script).flatMap(({ command }) =>
    [command.name, ...command.arguments].flatMap((word) => (word === undefined ? [] : [{ span: word.span, label: word.value ?? `? ${word.unquoted}` }])),
  );
  const faults = shellFaults(script).map((fault) => ({ span: fault.span, label: fault.message }));
  assert.equal(writeCarets(text, [...marks, ...faults]), marked);
}

test("comment and blank lines between continued lines are dropped", () => {
  checkWords(`RUN apt-get install \\
    ^^^^^^^ apt-get
            ^^^^^^^ install
    # the usual 'suspects

    curl && \\
    ^^^^ curl
    # more
    rm x
    ^^ rm
       ^ x`);
});

test("a continuation joins what stands at both sides of it", () => {
  checkWords(`RUN apt-\\
    ^^^^^ apt-get
get x\\
    ^^ x=1
=1`);
});

test("three characters of continuation join too", () => {
  const { text } = readCarets("RUN ab\\ \ncd");
  const script = parseShellSource(instructionSource(text, { start: 4, end: text.length }, "\\"));
  assert.equal(commandsOf(script).map(({ command }) => `${command.name?.value} ${command.name?.text}`).join(), "abcd ab\\ \ncd");
});

test("continuations within quotes are dropped, as BuildKit drops them first", () => {
  checkWords(`RUN echo 'a \\
    ^^^^ echo
         ^^^^ a b
b' "c \\
   ^^^^ ? c    \${D:- x}-e
   \${D:-\\
 x}-e"`);
});

test("a comment in the script swallows the rest of the joined lines", () => {
  checkWords(`RUN echo a # b \\
    ^^^^ echo
         ^ a
    && c`);
});

test("a doubled backslash at the end of a line continues nothing", () => {
  checkWords(`RUN echo a\\\\
    ^^^^ echo
         ^^^ a\\
b
^ b`);
});

test("the backtick as escape character", () => {
  checkWords(
    `RUN echo a \`
    ^^^^ echo
         ^ a
    b
    ^ b`,
    "`",
  );
});

test("carriage returns", () => {
  const text = "RUN a \\\r\n  b && \\\r\n# c\r\n  d\r\n";
  const script = parseShellSource(instructionSource(text, { start: 4, end: text.trimEnd().length }, "\\"));
  assert.equal(
    commandsOf(script).map(({ command }) => [command.name, ...command.arguments].map((word) => `${word?.value}@${word?.span.start}`).join(" ")).join("; "),
    "a@4 b@11; d@26",
  );
});

test("heredocs behind the command are part of the script, and are not joined", () => {
  const text = "RUN cat <<EOF > /x && \\\n  b\nline \\\n# no comment\nEOF\n";
  const head = { start: 4, end: text.indexOf("line") - 1 };
  const script = parseShellSource(instructionSource(text, head, "\\", text.length));
  const uses = commandsOf(script);
  assert.equal(uses.map(({ command }) => command.name?.value).join(" "), "cat b");
  assert.equal(uses[0]!.command.redirections[0]!.heredoc!.body.text, "line \\\n# no comment\n");
});
