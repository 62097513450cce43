import type { Span } from "../base/span.ts";
import type { Comment, DockerfileTree } from "../syntax/dockerfile/tree.ts";

/** A comment that switches rules off: `# bakewell ignore=Name`, `# hadolint ignore=DL3008`, `# check=skip=Name`, `# shellcheck disable=SC2046`. */
export interface IgnoreComment {
  /** The whole comment or directive. */
  readonly span: Span;
  /** The list of names, where another name can be appended. */
  readonly namesSpan: Span;
  readonly tool: "bakewell" | "hadolint" | "check" | "shellcheck";
  /** Names as written; `all` stands for every rule. */
  readonly names: readonly string[];
  /** What it covers; undefined means the whole file. */
  readonly covers: Span | undefined;
}

const pattern = /^#[ \t]*(bakewell|hadolint)[ \t]+(global[ \t]+)?ignore(-file)?[ \t]*=[ \t]*([^#]*?)[ \t]*(?:#.*)?$/i;

/** Reads one comment (from its `#` or `//` to its end). `covers` is what a comment for one place would cover. */
export function readIgnoreComment(text: string, comment: Span, covers: Span | undefined): IgnoreComment | undefined {
  const written = text.slice(comment.start, comment.end).replace(/^\/\//, " #");
  const match = pattern.exec(written.trimStart());
  if (!match) return undefined;
  const isFileWide = match[2] !== undefined || match[3] !== undefined;
  if (!isFileWide && !covers) return undefined;
  const list = match[4]!;
  const start = comment.start + text.slice(comment.start, comment.end).indexOf(list, written.toLowerCase().indexOf("ignore"));
  return {
    span: comment,
    namesSpan: { start, end: start + list.length },
    tool: match[1]!.toLowerCase() as "bakewell" | "hadolint",
    names: splitNames(list),
    covers: isFileWide ? undefined : covers,
  };
}

/** All ignore comments of a Dockerfile. A comment covers the next instruction; inside an instruction, the next line. */
export function ignoreCommentsOfDockerfile(tree: DockerfileTree): IgnoreComment[] {
  const found: IgnoreComment[] = [];
  let next = 0;
  for (const comment of tree.comments) {
    while (next < tree.instructions.length && tree.instructions[next]!.span.end <= comment.span.start) next++;
    const instruction = tree.instructions[next];
    // What stands between the comment and the instruction counts too: a commented-out instruction can be a finding.
    const covers = comment.inside ? nextLine(tree.text, comment.span.end) : { start: comment.span.end, end: instruction?.span.end ?? tree.text.length };
    const read = readIgnoreComment(tree.text, comment.span, covers);
    if (read) found.push(read);
    const shell = shellcheckComment(tree.text, comment, comment.inside ? nextCommand(tree.text, comment.span.end) : covers);
    if (shell) found.push(shell);
  }
  for (const directive of tree.directives) {
    if (directive.name !== "check") continue;
    const skip = /(?:^|;)[ \t]*skip[ \t]*=[ \t]*([^;]*)/i.exec(directive.value);
    if (!skip) continue;
    const start = directive.valueSpan.start + skip.index + skip[0].length - skip[1]!.length;
    const list = skip[1]!.trimEnd();
    found.push({ span: directive.span, namesSpan: { start, end: start + list.length }, tool: "check", names: splitNames(list), covers: undefined });
  }
  return found;
}

/** ShellCheck's own comment; ranges of codes are written out. It covers the next command, above an instruction all of it. */
function shellcheckComment(text: string, { span }: Comment, covers: Span | undefined): IgnoreComment | undefined {
  const match = covers && /^#[ \t]*shellcheck[ \t](?:.*[ \t])?disable=([^ \t]+)/.exec(text.slice(span.start, span.end));
  if (!match) return undefined;
  const end = span.start + match[0].length;
  const names = match[1]!.split(",", 100).filter((name) => name !== "").flatMap(codesOf);
  return { span, namesSpan: { start: end - match[1]!.length, end }, tool: "shellcheck", names, covers };
}

/** `SC2046`, `2046` or `SC2000-SC2100`. */
function codesOf(name: string): string[] {
  const match = /^(?:SC)?(\d{4})(?:-(?:SC)?(\d{4}))?$/i.exec(name);
  if (!match) return [name];
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => `SC${first + index}`);
}

/** The lines below an offset up to one that ends in an operator, which ends the command. */
function nextCommand(text: string, offset: number): Span | undefined {
  const first = nextLine(text, offset);
  let last = first;
  while (last && /[\\`][ \t\r]*$/.test(lineOf(text, last)) && !/(?:;|&&|\|\|?)[ \t]*[\\`][ \t\r]*$/.test(lineOf(text, last))) {
    const next = nextLine(text, last.end);
    if (!next) break;
    last = next;
  }
  return first && last && { start: first.start, end: last.end };
}

function lineOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function splitNames(list: string): string[] {
  return list.split(/[\s,]+/).filter((name) => name !== "");
}

function nextLine(text: string, offset: number): Span | undefined {
  const start = text.indexOf("\n", offset) + 1;
  if (start === 0) return undefined;
  const end = text.indexOf("\n", start);
  return { start, end: end < 0 ? text.length : end };
}
