import type { Span } from "../../../server/src/base/span.ts";
import type { Command, DockerfileTree, Flag, Heredoc, Instruction, JsonArray, KeyValue, Word } from "../../../server/src/syntax/dockerfile/tree.ts";

// A tree as lines of text, one an instruction. ‹…› is what a span covers, with ⏎ ␍ ⇥ for line breaks, CRs and tabs;
// a word whose text differs from its source is ‹source›=‹text›.

export function dumpTree(tree: DockerfileTree): string {
  return [
    ...tree.directives.map((directive) => `directive ${directive.name} ${quote(tree, directive.nameSpan)} ${quote(tree, directive.valueSpan)}`),
    ...tree.instructions.flatMap((instruction) => dumpInstruction(tree, instruction, "")),
    ...tree.comments.map((comment) => `comment ${quote(tree, comment.span)}${comment.inside ? " inside" : ""}`),
    ...tree.faults.map((fault) => `fault ${fault.code} ${quote(tree, fault.span)}`),
  ].join("\n");
}

function dumpInstruction(tree: DockerfileTree, instruction: Instruction, indent: string): string[] {
  const parts = [instruction.keyword || "(nothing)", ...instruction.flags.map((flag) => dumpFlag(tree, flag)), ...details(tree, instruction)];
  const lines = [indent + parts.join(" "), ...instruction.heredocs.map((heredoc) => `${indent}  ${dumpHeredoc(tree, heredoc)}`)];
  if (instruction.kind === "ONBUILD" && instruction.inner) lines.push(...dumpInstruction(tree, instruction.inner, `${indent}  `));
  return lines;
}

function details(tree: DockerfileTree, instruction: Instruction): string[] {
  const word = (name: string, value: Word | undefined): string[] => (value ? [name + dumpWord(tree, value)] : []);
  switch (instruction.kind) {
    case "FROM":
      return [...word("", instruction.image), ...word("as", instruction.as), ...word("", instruction.name), ...(instruction.extraWords ?? []).flatMap((extra) => word("extra", extra))];
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "SHELL":
      return dumpCommand(tree, instruction.command);
    case "HEALTHCHECK":
      return [...word(instruction.isNone ? "none" : "", instruction.type), ...dumpCommand(tree, instruction.command)];
    case "COPY":
    case "ADD":
      return [...dumpJson(tree, instruction.json), ...instruction.sources.flatMap((source) => word("", source)), ...word("to", instruction.destination)];
    case "ENV":
    case "LABEL":
    case "ARG":
      return instruction.pairs.map((pair) => dumpPair(tree, pair));
    case "ONBUILD":
      return [];
    case "unknown":
      return ["unknown", ...instruction.words.flatMap((one) => word("", one))];
    default:
      return [...dumpJson(tree, instruction.json), ...instruction.words.flatMap((one) => word("", one))];
  }
}

function dumpFlag(tree: DockerfileTree, flag: Flag): string {
  const value = flag.value ? `=${dumpWord(tree, flag.value)}` : "";
  const plain = flag.value && flag.plainValue !== flag.value.text ? `=‹${flag.plainValue}›` : "";
  return `--${flag.name}${value}${plain}`;
}

function dumpCommand(tree: DockerfileTree, command: Command | undefined): string[] {
  if (!command) return [];
  return command.exec ? ["exec", ...dumpJson(tree, command.exec)] : ["shell", quote(tree, command.span)];
}

function dumpJson(tree: DockerfileTree, json: JsonArray | undefined): string[] {
  if (!json) return [];
  const items = json.items.map(({ span, value }) => (tree.text.slice(span.start + 1, span.end - 1) === value ? quote(tree, span) : `${quote(tree, span)}=‹${show(value)}›`));
  return [`[${items.join(", ")}]`];
}

function dumpPair(tree: DockerfileTree, pair: KeyValue): string {
  const value = pair.value ? `${pair.isLegacy ? " blank " : "="}${dumpWord(tree, pair.value)}` : "";
  return dumpWord(tree, pair.key) + value;
}

function dumpHeredoc(tree: DockerfileTree, heredoc: Heredoc): string {
  const traits = [heredoc.isQuoted ? "quoted" : "", heredoc.stripsTabs ? "tabs" : "", heredoc.fileDescriptor === undefined ? "" : `fd ${heredoc.fileDescriptor}`];
  const end = heredoc.terminator ? `end ${quote(tree, heredoc.terminator)}` : "unfinished";
  return ["heredoc", quote(tree, heredoc.span), heredoc.delimiter, ...traits.filter(Boolean), "body", quote(tree, heredoc.body), end].join(" ");
}

function dumpWord(tree: DockerfileTree, word: Word): string {
  const source = tree.text.slice(word.span.start, word.span.end);
  return source === word.text ? quote(tree, word.span) : `${quote(tree, word.span)}=‹${show(word.text)}›`;
}

function quote(tree: DockerfileTree, span: Span): string {
  return `‹${show(tree.text.slice(span.start, span.end))}›`;
}

export function show(text: string): string {
  return text.replaceAll("\n", "⏎").replaceAll("\r", "␍").replaceAll("\t", "⇥");
}
