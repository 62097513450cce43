import type { Span } from "../../base/span.ts";
import type { CommandList, CommandNode, ShellCommand, ShellScript, ShellWord, WordPart } from "../../syntax/shell/tree.ts";

/** Something of bash that dash does not have, the /bin/sh of Debian and Ubuntu. */
export interface BashSyntax {
  readonly span: Span;
  /** For messages: `source`, `[[`, `{a,b}`. */
  readonly text: string;
  /** Whether BusyBox's shell, the /bin/sh of Alpine, knows it. */
  readonly isInBusybox: boolean;
  /** The command that it stands in; undefined where it stands around commands. */
  readonly command: ShellCommand | undefined;
  /** What stands for it in any shell, at the same place. */
  readonly portable: string | undefined;
}

/** Commands that are part of bash; true for those that BusyBox has as well. */
const builtins: ReadonlyMap<string, boolean> = new Map([["source", true], ["let", true], ["pushd", false], ["popd", false], ["shopt", false], ["declare", false], ["typeset", false], ["mapfile", false], ["readarray", false]]);

/** All of it in the script itself, in order; what stands in substitutions is left out. */
export function bashSyntax(script: ShellScript): BashSyntax[] {
  const found: BashSyntax[] = [];
  visitList(script, found, 0);
  return found.sort((a, b) => a.span.start - b.span.start);
}

const deepest = 100;

function visitList({ statements }: CommandList, found: BashSyntax[], depth: number): void {
  if (depth > deepest) return;
  for (const { list } of statements) for (const { commands } of list.pipelines) for (const node of commands) visitNode(node, found, depth + 1);
}

function visitNode(node: CommandNode, found: BashSyntax[], depth: number): void {
  for (const { operator, span } of node.redirections) {
    if (operator === "<<<" || operator === "&>" || operator === "&>>") found.push({ span: { start: span.start, end: span.start + operator.length }, text: operator, isInBusybox: operator !== "<<<", command: node.kind === "command" ? node : undefined, portable: undefined });
  }
  switch (node.kind) {
    case "command":
      return visitCommand(node, found);
    case "test":
      found.push({ span: { start: node.span.start, end: node.span.start + 2 }, text: "[[", isInBusybox: true, command: undefined, portable: undefined });
      return;
    case "if":
      for (const { condition, body } of node.branches) for (const list of [condition, body]) visitList(list, found, depth);
      if (node.otherwise) visitList(node.otherwise, found, depth);
      return;
    case "case":
      for (const { body } of node.items) visitList(body, found, depth);
      return;
    case "for":
      for (const word of node.words ?? []) visitWord(word, undefined, found);
      return visitList(node.body, found, depth);
    case "while":
    case "until":
      visitList(node.condition, found, depth);
      return visitList(node.body, found, depth);
    case "subshell":
    case "group":
    case "function":
      return visitList(node.body, found, depth);
  }
}

function visitCommand(command: ShellCommand, found: BashSyntax[]): void {
  const { name, arguments: words, assignments } = command;
  const isInBusybox = builtins.get(name?.text ?? "");
  if (name !== undefined && isInBusybox !== undefined) {
    const isPath = words.length === 1 && words[0]!.unquoted.includes("/");
    found.push({ span: name.span, text: name.text, isInBusybox, command, portable: name.text === "source" && isPath ? "." : undefined });
  }
  for (const { isArray, span, name: variable } of assignments) if (isArray) found.push({ span, text: `${variable}=(…)`, isInBusybox: false, command, portable: undefined });
  if (name?.text === "[" || name?.text === "test") {
    for (const { text, span } of words) if (text === "==") found.push({ span, text, isInBusybox: true, command, portable: "=" });
  }
  for (const word of words) visitWord(word, command, found);
}

/** Programs that read braces by themselves, in addresses, patterns and filters. */
const readsBraces = /^(?:curl|jq|yq|awk|gawk|mawk|kubectl|npx|prettier|eslint|rimraf)$/;

function visitWord({ parts, span }: ShellWord, command: ShellCommand | undefined, found: BashSyntax[]): void {
  for (const part of parts) {
    if (part.kind === "brace" && readsBraces.test(command?.name?.text ?? "")) continue;
    const text = foreignPart(part);
    if (text !== undefined) found.push({ span: part.kind === "double-quoted" ? span : part.span, text, isInBusybox: part.kind !== "brace", command, portable: undefined });
  }
}

function foreignPart(part: WordPart): string | undefined {
  switch (part.kind) {
    case "brace":
      // A regular expression repeats with {1,3}.
      return /^\{\d*,\d*\}$/.test(part.value) ? undefined : part.value;
    case "process":
      return part.text;
    case "parameter":
      return /^(?:\/\/?|:|,,?|\^\^?)$/.test(part.operator ?? "") ? part.text : undefined;
    case "double-quoted":
      return part.parts.map(foreignPart).find((text) => text !== undefined);
    default:
      return undefined;
  }
}
