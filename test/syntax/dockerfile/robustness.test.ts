import assert from "node:assert/strict";
import { test } from "node:test";
import { encloses } from "../../../server/src/base/span.ts";
import type { Span } from "../../../server/src/base/span.ts";
import { mountOptionsOf } from "../../../server/src/syntax/dockerfile/mount.ts";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";
import { shellInputOf } from "../../../server/src/model/shell/shell-input.ts";
import type { DockerfileTree, Instruction } from "../../../server/src/syntax/dockerfile/tree.ts";
import { variablesOf } from "../../../server/src/syntax/dockerfile/words.ts";
import { checkGrowth } from "../../harness/cost.ts";

const sample = String.raw`# syntax=docker/dockerfile:1
# check=skip=JSONArgsRecommended

# The version of everything.
ARG VERSION=1.2 FLAVOR="slim bookworm"
FROM --platform=$BUILDPLATFORM registry.example/base:${"$"}{VERSION:-1}-x AS Build
WORKDIR /src
ENV A=b "C D"='e f' G=h\ i J="k\"l $A" \
    # in between
    M=n

ENV old value with "quotes
COPY --from=deps --chown=1000:1000 ["a b", "c\u0041"]
COPY --link --exclude=*.md a b /c/
RUN --mount=type=cache,id=x,target=/root/.cache,sharing=locked \
    --mount=type=secret,id=token,required \
    set -eux; \
    # update
    apt-get update && \

    apt-get install -y curl
RUN <<EOF
#!/bin/sh
echo "hello"
EOF
RUN 3<<-'E F' cat <<X | sort && \
    true
	tabbed
	E F
$x
X
ADD --checksum=sha256:0 https://example.com/x.tar.gz /x
COPY <<"a.conf" <<b.conf /etc/
key = $value
a.conf
it's ${"$"}{B%%.*}
b.conf
ONBUILD COPY . /app
onbuild run <<END
x
END
EXPOSE 80 443/tcp ${"$"}{PORT}
VOLUME ["/data", "/log"]
VOLUME /a /b
USER 1000:1000
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
HEALTHCHECK --interval=30s --retries=3 CMD curl -f http://localhost/ || exit 1
LABEL org.opencontainers.image.title="A title" x=y
MAINTAINER someone
ENTRYPOINT exec top -b
CMD ["a", "b"]

FROM scratch
COPY --from=Build /src/out /
HEALTHCHECK NONE
# the end
`;

const pieces = [
  "\\\n", "`\n", "\n", "\r\n", "\r", " ", "\t", "#", "# c\n", "<<", "<<EOF", "<<-EOF", "\nEOF\n", "<<'E F'", '"', "'", "\\", "[", "]", '["a", "b"]',
  "[1]", "--", "--from=x", "--link=", "=", "$", "${a:-", "${a/b/c}", "}", "ONBUILD ", "RUN ", "ENV ", "FROM ", "HEALTHCHECK ", "SHELL ", "é", "\ud83d\ude00", "\ud83d",
  "\0", "\ufeff", "\u00a0", "\u2028", "--mount=type=secret,", "# escape=`\n", ",", "\\u", "NONE", "AS",
];

/** Mulberry32: the same sequence for the same seed on every machine. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** Parses and reads everything there is, and holds the tree against what it promises. */
function checkInvariants(text: string): void {
  const tree = parseDockerfile(text);
  let end = 0;
  for (const instruction of tree.instructions) {
    assert.ok(instruction.span.start >= end, "instructions follow each other");
    end = instruction.span.end;
    checkInstruction(tree, instruction, { start: 0, end: text.length });
  }
  assertOrdered(tree.comments.map(({ span }) => span));
  assertOrdered(tree.directives.map(({ span }) => span));
  for (const { span } of [...tree.comments, ...tree.directives, ...tree.faults]) assert.ok(encloses({ start: 0, end: text.length }, span) && span.start <= span.end);
  checkCoverage(tree);
}

/** What lies outside directives, comments and instructions is white space, and line joins that nothing follows. */
function checkCoverage(tree: DockerfileTree): void {
  const outside: string[] = [];
  let at = 0;
  const covered = [...tree.directives, ...tree.comments, ...tree.instructions].map(({ span }) => span).sort((a, b) => a.start - b.start || b.end - a.end);
  for (const span of covered) {
    if (span.start > at) outside.push(tree.text.slice(at, span.start));
    at = Math.max(at, span.end);
  }
  outside.push(tree.text.slice(at));
  for (const gap of outside) assert.match(gap, /^[\s\ufeff\u0085\\`]*$/u);
}

function checkInstruction(tree: DockerfileTree, instruction: Instruction, parent: Span): void {
  const { span, headSpan, keywordSpan, argumentsSpan, flags, heredocs } = instruction;
  assert.ok(encloses(parent, span) && encloses(span, headSpan) && encloses(headSpan, keywordSpan) && encloses(headSpan, argumentsSpan));
  assertOrdered([keywordSpan, argumentsSpan]);
  assertOrdered(heredocs.flatMap(({ body, terminator }) => (terminator ? [body, terminator] : [body])));
  for (const heredoc of heredocs) assert.ok(encloses(argumentsSpan, heredoc.span) && heredoc.body.start >= argumentsSpan.end);
  const parts = [...flags.map((flag) => flag.span), ...partsOf(instruction)];
  assertOrdered(parts);
  for (const part of parts) assert.ok(encloses(argumentsSpan, part));
  for (const flag of flags) {
    if (flag.value && instruction.kind === "RUN") for (const option of mountOptionsOf(tree.text, flag.value, tree.escape)) assert.ok(encloses(flag.value.span, option.span));
  }
  if (instruction.kind === "ENV") {
    for (const { value } of instruction.pairs) {
      if (value) for (const reference of variablesOf(tree.text, value, tree.escape)) assert.ok(encloses(value.span, reference.span) && encloses(reference.span, reference.nameSpan));
    }
  }
  if (instruction.kind === "RUN" || instruction.kind === "CMD") {
    const shell = shellInputOf(tree.text, instruction, tree.escape, ["/bin/sh", "-c"]);
    if (shell) assert.ok(encloses(span, shell.span));
  }
  if (instruction.kind === "ONBUILD" && instruction.inner) checkInstruction(tree, instruction.inner, span);
}

function partsOf(instruction: Instruction): Span[] {
  const spans = (nodes: readonly ({ readonly span: Span } | undefined)[]): Span[] => nodes.flatMap((node) => (node ? [node.span] : []));
  switch (instruction.kind) {
    case "FROM":
      return spans([instruction.image, instruction.as, instruction.name, ...(instruction.extraWords ?? [])]);
    case "COPY":
    case "ADD":
      return spans([...instruction.sources, instruction.destination]);
    case "ENV":
    case "LABEL":
    case "ARG":
      return instruction.pairs.flatMap((pair) => spans([pair.key, pair.value]));
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "SHELL":
      return spans(instruction.command?.exec?.items ?? [instruction.command]);
    case "HEALTHCHECK":
      return spans([instruction.type, instruction.command]);
    case "ONBUILD":
      return spans([instruction.inner && { span: instruction.inner.headSpan }]).map(({ start }) => ({ start, end: start }));
    default:
      return spans(instruction.words);
  }
}

function assertOrdered(spans: readonly Span[]): void {
  for (let index = 1; index < spans.length; index++) assert.ok(spans[index - 1]!.end <= spans[index]!.start, "spans are in order");
}

test("every beginning of a file yields a sound tree", () => {
  for (let end = 0; end <= sample.length; end++) checkInvariants(sample.slice(0, end));
  const crlf = sample.replaceAll("\n", "\r\n");
  for (let end = 0; end <= crlf.length; end += 3) checkInvariants(crlf.slice(0, end));
});

test("a file without any one line yields a sound tree", () => {
  const lines = sample.split(/(?<=\n)/);
  for (let index = 0; index < lines.length; index++) checkInvariants(lines.toSpliced(index, 1).join(""));
});

test("changed files yield sound trees", () => {
  const random = randomNumbers(20_241);
  for (let round = 0; round < 3000; round++) {
    let text = random(4) === 0 ? sample.replaceAll("\n", "\r\n") : sample;
    for (let change = random(5); change >= 0; change--) {
      const at = random(text.length + 1);
      text = text.slice(0, at) + pieces[random(pieces.length)]! + text.slice(at + (random(2) === 0 ? 0 : random(20)));
    }
    checkInvariants(text);
  }
});

test("random texts yield sound trees", () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 5000; round++) {
    let text = "";
    for (let length = random(30); length > 0; length--) text += pieces[random(pieces.length)]!;
    checkInvariants(text);
  }
});

test("a file is read as a whole, faults or not", () => {
  const { instructions, faults } = parseDockerfile(sample.replace("WORKDIR /src", "WROKDIR /src").replace("--link", "--lnik"));
  assert.deepEqual(faults.map(({ code }) => code), ["unknown-instruction", "unfinished-quote", "unknown-flag"]);
  assert.equal(instructions.length, parseDockerfile(sample).instructions.length);
});

function parse(text: string): void {
  const tree = parseDockerfile(text);
  for (const instruction of tree.instructions) if (instruction.kind === "RUN") shellInputOf(tree.text, instruction, tree.escape, ["/bin/sh", "-c"]);
}

const long: readonly (readonly [string, (count: number) => string, number])[] = [
  ["one RUN of many lines", (count) => `FROM a\nRUN x${" \\\n  && echo $A \"b\"".repeat(count)}\n`, 20_000],
  ["one ENV of many lines", (count) => `FROM a\nENV x=y${" \\\n  A=\"b $C\"".repeat(count)}\n`, 10_000],
  ["one COPY of many lines", (count) => `FROM a\nCOPY x${" \\\n  a/b".repeat(count)} c\n`, 20_000],
  ["many heredocs", (count) => `FROM a\n${"RUN <<EOF\necho\nEOF\n".repeat(count)}`, 10_000],
  ["many heredocs in one COPY", (count) => `FROM a\nCOPY${" <<a".repeat(count)} x\n${"a\n".repeat(count)}`, 5000],
  ["many unfinished heredocs", (count) => `FROM a\nRUN${" <<a".repeat(count)}\n${"b\n".repeat(count)}`, 5000],
  ["many stages", (count) => "FROM a AS b\n".repeat(count), 10_000],
  ["one long line", (count) => `FROM a\nRUN ${"word ".repeat(count)}\n`, 200_000],
  ["one long line of blanks", (count) => `FROM a\nRUN x${" ".repeat(count)}y\n${" ".repeat(count)}\n`, 500_000],
  ["one long value", (count) => `FROM a\nENV a=${"$b".repeat(count)}\n`, 50_000],
  ["open braces", (count) => `FROM a\nENV a=${"${b:-".repeat(count)}\n`, 100_000],
  ["open brackets", (count) => `FROM a\nRUN ${"[".repeat(count)}]\n`, 200_000],
  ["many flags", (count) => `FROM a\nRUN ${"--mount=type=cache,target=/a ".repeat(count)}\n`, 10_000],
  ["many options of one mount", (count) => `FROM a\nRUN --mount=${"a=b,".repeat(count)} x\n`, 10_000],
  ["many faults", (count) => "RUNN x\nCOPY --x\n".repeat(count), 5000],
  ["many ONBUILDs in one line", (count) => `FROM a\n${"ONBUILD ".repeat(count)}\n`, 100_000],
  ["only escape characters", (count) => "\\\n".repeat(count), 100_000],
  ["many comments inside an instruction", (count) => `RUN x \\\n${"# c\n\n".repeat(count)}`, 50_000],
];
for (const [name, make, count] of long) test(`the cost of reading grows with the length: ${name}`, () => checkGrowth(make, 4 * count, parse, 40));
