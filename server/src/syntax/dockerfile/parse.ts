import type { Fault } from "../fault.ts";
import { HASH, skipSpace, skipSpaceBack } from "./characters.ts";
import { checkInstruction } from "./check-instruction.ts";
import { BYTE_ORDER_MARK, readDirectives } from "./directives.ts";
import { readInstruction } from "./instruction.ts";
import type { Reading } from "./instruction.ts";
import { commentAt, contentEnd, lineBreakAfter, readLogicalLine } from "./logical-line.ts";
import type { Comment, Directive, DockerfileTree, Instruction } from "./tree.ts";

/**
 * Reads a Dockerfile as BuildKit's parser does, in time linear in its length, and never throws. What BuildKit would refuse
 * is a fault beside the tree, and reading goes on behind it.
 */
export function parseDockerfile(text: string): DockerfileTree {
  const { directives, escape, faults: directiveFaults } = readDirectives(text);
  const reading: Reading = { text, escape, faults: [...directiveFaults], next: text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0 };
  const comments: Comment[] = [];
  const instructions: Instruction[] = [];
  let directive = 0;
  while (reading.next < text.length) {
    const lineBreak = lineBreakAfter(text, reading.next, text.length);
    const end = contentEnd(text, reading.next, lineBreak);
    const start = skipSpace(text, reading.next, end);
    if (start < end && text.charCodeAt(start) !== HASH) {
      instructions.push(readOne(reading, start, comments));
      continue;
    }
    reading.next = lineBreak + 1;
    if (start === end) continue;
    if (isDirective(directives[directive], start)) directive++;
    else comments.push(commentAt(text, start, end, false));
  }
  for (const fault of stageFaults(instructions)) reading.faults.push(fault);
  return { text, escape, directives, comments, instructions, faults: inOrder(reading.faults) };
}

function isDirective(directive: Directive | undefined, hash: number): boolean {
  return directive?.span.start === hash;
}

function readOne(reading: Reading, start: number, comments: Comment[]): Instruction {
  const { text, escape } = reading;
  const line = readLogicalLine(text, start, text.length, escape.charCodeAt(0), comments);
  reading.next = Math.min(line.next, text.length);
  const from = skipSpace(line.text, 0, line.text.length);
  const end = skipSpaceBack(line.text, from, line.text.length);
  const headEnd = skipSpaceBack(text, start, line.end);
  const instruction = readInstruction(reading, line, from, end, headEnd, 0);
  for (let at: Instruction | undefined = instruction; at; at = at.kind === "ONBUILD" ? at.inner : undefined) {
    for (const fault of checkInstruction(text, at, escape)) reading.faults.push(fault);
  }
  return instruction;
}

/** Only ARG may stand in front of the first FROM, and there must be one. */
function stageFaults(instructions: readonly Instruction[]): Fault[] {
  const first = instructions[0];
  if (first === undefined) {
    return [{ code: "missing-from", span: { start: 0, end: 0 }, message: "The file has no instructions; a Dockerfile begins with FROM." }];
  }
  if (!instructions.some(({ kind }) => kind === "FROM")) {
    return [{ code: "missing-from", span: first.keywordSpan, message: "There is no FROM, so there is nothing to build; it must come before all instructions but ARG." }];
  }
  const early = instructions.find(({ kind }) => kind !== "ARG" && kind !== "unknown");
  if (early === undefined || early.kind === "FROM") return [];
  return [{ code: "instruction-before-from", span: early.keywordSpan, message: `${early.keyword} stands in front of the first FROM; only ARG may.` }];
}

const longestMessage = 300;

/** Messages quote the source, which may be a megabyte in one word. */
function inOrder(faults: readonly Fault[]): readonly Fault[] {
  return faults
    .map((fault) => (fault.message.length > longestMessage ? { ...fault, message: `${fault.message.slice(0, longestMessage)}…` } : fault))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
