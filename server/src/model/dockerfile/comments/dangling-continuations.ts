import { memoize } from "../../../base/memoize.ts";
import type { Span, Spanned } from "../../../base/span.ts";
import { instructionNames } from "../../../data/instructions.ts";
import { parseDockerfile } from "../../../syntax/dockerfile/parse.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** An escape character behind which its instruction should be over. */
export interface DanglingContinuation {
  readonly instruction: Instruction;
  /** The escape character. */
  readonly span: Span;
  /** It with the blanks around it and the operator that joins two commands in front: what has to go. */
  readonly removal: Span;
  /** The keyword of the instruction that has become part of this one; undefined where nothing more stands in the file. */
  readonly swallowed: Span | undefined;
  /** Whether that instruction would be sound on its own. */
  readonly isSound: boolean;
}

/** Instructions whose last line is continued, to the end of the file or over what was to be the next instruction. */
export const danglingContinuations = memoize((dockerfile: Dockerfile): readonly DanglingContinuation[] =>
  dockerfile.tree.instructions.flatMap((instruction) => {
    const swallowed = swallowedKeyword(dockerfile, instruction);
    const found = escapeBefore(dockerfile, instruction, swallowed?.start ?? instruction.headSpan.end);
    return found ? [{ instruction, ...found, swallowed, isSound: !swallowed || isSound(dockerfile, { start: swallowed.start, end: instruction.span.end }) }] : [];
  }));

/** The instructions that have become part of the one above, each from its keyword to the end of that one. */
export function swallowedTexts(dockerfile: Dockerfile): Spanned[] {
  return danglingContinuations(dockerfile).flatMap(({ instruction, swallowed }) => (swallowed ? [{ span: { start: swallowed.start, end: instruction.span.end } }] : []));
}

function isSound({ text, tree }: Dockerfile, { start, end }: Span): boolean {
  return parseDockerfile(`# escape=${tree.escape}\nFROM scratch\n${text.slice(start, end)}`).faults.length === 0;
}

/** A line that begins as an instruction does, in capitals and in the same column. */
const lineStart = new RegExp(`\\n([ \\t]*)(${instructionNames.join("|")})[ \\t]+(?=[^\\s=])`, "g");

function swallowedKeyword({ text }: Dockerfile, instruction: Instruction): Span | undefined {
  const { start, end } = instruction.headSpan;
  if (instruction.kind === "ONBUILD" || text.indexOf("\n", start) < 0 || text.indexOf("\n", start) >= end) return undefined;
  const written = text.slice(instruction.keywordSpan.start, instruction.keywordSpan.end);
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (written !== instruction.keyword || indent.trim() !== "") return undefined;
  const head = text.slice(start, end);
  for (const match of head.matchAll(lineStart)) {
    const keyword = match[2]!;
    // The command of a health check often has a line of its own.
    if (match[1] !== indent || (instruction.kind === "HEALTHCHECK" && keyword === "CMD") || isQuoted(head.slice(0, match.index))) continue;
    const from = start + match.index + 1 + match[1].length;
    return { start: from, end: from + keyword.length };
  }
  return undefined;
}

/** Whether a quotation mark in front is still open; those in comments do not count. */
function isQuoted(text: string): boolean {
  let quote = "";
  for (const [mark] of text.replace(/\n[ \t]*#[^\n]*/g, "").matchAll(/\\[^]|["']/g)) {
    if (mark === quote) quote = "";
    else if (quote === "" && mark.length === 1) quote = mark;
  }
  return quote !== "";
}

/** The escape character that ends the last line of content in front of an offset; comments and empty lines are passed over. */
function escapeBefore({ text, tree }: Dockerfile, { headSpan }: Instruction, offset: number): { span: Span; removal: Span } | undefined {
  let head = text.slice(headSpan.start, offset).trimEnd();
  for (let comment = /\n[ \t]*#[^\n]*$/.exec(head); comment; comment = /\n[ \t]*#[^\n]*$/.exec(head)) head = head.slice(0, comment.index).trimEnd();
  if (!head.endsWith(tree.escape) || head.endsWith(tree.escape + tree.escape)) return undefined;
  const end = headSpan.start + head.length;
  const first = headSpan.start + head.slice(0, -1).trimEnd().replace(/(?:&&|\|\|?|;)$/, "").trimEnd().length;
  const blanks = /^[ \t]*/.exec(text.slice(end))![0].length;
  return { span: { start: end - 1, end }, removal: { start: first, end: end + blanks } };
}
