import { MappedText, type TextPart } from "../../base/mapped-text.ts";
import type { Span } from "../../base/span.ts";
import type { YamlNode, YamlScalar } from "../../syntax/yaml/tree.ts";

/** A text in a workflow. `spanOf` gives where a part of it is written; the whole scalar where it is written in another form than it is read. */
export interface WrittenText {
  readonly text: string;
  readonly span: Span;
  spanOf(part: Span): Span;
}

/** One word of an input or of a command. */
export interface WrittenWord {
  readonly text: string;
  readonly span: Span;
  /** Whether it is only known when the workflow runs: `${{ … }}` or a variable of the shell stands in it. */
  readonly isComputed: boolean;
}

export function writtenText(node: YamlScalar, source: string): WrittenText {
  const text = node.value === null ? "" : String(node.value);
  const mapped = new MappedText(partsOf(node, text, source));
  return { text, span: contentSpan(node, text, source) ?? node.span, spanOf: (part) => mapped.sourceOf(part) ?? node.span };
}

function partsOf(node: YamlScalar, text: string, source: string): TextPart[] {
  if (node.lines) return node.lines.map((line) => ({ text: line.text, source: line.span.start }));
  return [{ text, source: contentSpan(node, text, source)?.start }];
}

/** Where the text stands as it is read, its quotes or the head of its block left out. */
function contentSpan({ span: { start, end }, lines }: YamlScalar, text: string, source: string): Span | undefined {
  const last = lines?.findLast((line) => line.text.trim() !== "");
  if (last) return { start: lines![0]!.span.start, end: last.span.end };
  const written = source.slice(start, end);
  if (written === text) return { start, end };
  return written === `"${text}"` || written === `'${text}'` ? { start: start + 1, end: end - 1 } : undefined;
}

/** `${{ … }}`, which GitHub replaces before the step runs. */
const expression = /\$\{\{[^]*?\}\}/g;

export function hasExpression(text: string): boolean {
  return text.includes("${{");
}

/** The text with letters in place of what GitHub replaces, so that it can be read as what it will be; every offset stays. */
export function withoutExpressions(text: string, filler: string): string {
  return text.replace(expression, (found) => filler.repeat(found.length));
}

export type ListSeparator = "," | "\n";

/** What an input that takes a list holds: elements between line breaks and, unless a line is one element, commas. Quotes are not read: such elements count as computed. */
export function listOf(node: YamlNode | undefined, source: string, separator: ListSeparator): WrittenWord[] {
  if (node?.kind !== "scalar") return [];
  const written = writtenText(node, source);
  const elements = withoutExpressions(written.text, "$").matchAll(separator === "," ? /[^,\n]+/g : /[^\n]+/g);
  return [...elements].flatMap(({ 0: element, index }) => {
    const start = index + element.length - element.trimStart().length;
    const text = written.text.slice(start, index + element.trimEnd().length);
    if (text === "") return [];
    const isQuoted = separator === "," && text.includes("\"");
    return [{ text, span: written.spanOf({ start, end: start + text.length }), isComputed: hasExpression(text) || isQuoted }];
  });
}

/** The only word of an input; undefined for one that is empty or not given. */
export function wordOf(node: YamlNode | undefined, source: string): WrittenWord | undefined {
  if (node?.kind !== "scalar") return undefined;
  const { text, span } = writtenText(node, source);
  return text.trim() === "" ? undefined : { text: text.trim(), span, isComputed: hasExpression(text) };
}
