import type { Anchor } from "../../base/anchored-span.ts";
import { noteRead } from "../../base/reads.ts";
import type { Fault } from "../fault.ts";
import { HASH, skipSpace, skipSpaceBack } from "./characters.ts";
import { checkInstruction } from "./check-instruction.ts";
import { BYTE_ORDER_MARK, readDirectives } from "./directives.ts";
import { readInstruction } from "./instruction.ts";
import type { Reading } from "./instruction.ts";
import { KeptInstructions, type PlacedInstruction, rememberPlaces } from "./kept-instructions.ts";
import { commentAt, contentEnd, lineBreakAfter, readLogicalLine } from "./logical-line.ts";
import { faultsPart, textPart } from "./parts.ts";
import type { Comment, Directive, DockerfileTree, Instruction } from "./tree.ts";

/**
 * Reads a Dockerfile as BuildKit's parser does, in time linear in its length, and never throws. What BuildKit would refuse
 * is a fault beside the tree, and reading goes on behind it. What an edit did not touch is taken from the tree of the text
 * before, which must not be used any more then.
 */
export function parseDockerfile(text: string, before?: DockerfileTree): DockerfileTree {
  const { directives, escape, faults: directiveFaults } = readDirectives(text);
  const kept = new KeptInstructions(text, escape, before);
  const faults: Fault[] = [...directiveFaults];
  const comments: Comment[] = [];
  const placed: PlacedInstruction[] = [];
  let directive = 0;
  let next = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  while (next < text.length) {
    const lineBreak = lineBreakAfter(text, next, text.length);
    const end = contentEnd(text, next, lineBreak);
    const start = skipSpace(text, next, end);
    if (start < end && text.charCodeAt(start) !== HASH) {
      const read = kept.takeAt(start) ?? readOne(text, escape, start);
      placed.push(read);
      for (const comment of read.comments) comments.push(comment);
      for (const fault of read.faults) faults.push(fault);
      next = start + read.length;
      continue;
    }
    next = lineBreak + 1;
    if (start === end) continue;
    if (isDirective(directives[directive], start)) directive++;
    else comments.push(commentAt(text, start, end, false));
  }
  const instructions = placed.map(({ instruction }) => instruction);
  for (const fault of stageFaults(instructions)) faults.push(fault);
  const tree = new ReadTree({ text, escape, directives, comments, instructions, faults: inOrder(faults) });
  rememberPlaces(tree, placed);
  return tree;
}

/** A tree that notes when its text, its comments or its faults are looked at. Every edit changes the first two. */
class ReadTree implements DockerfileTree {
  readonly escape: DockerfileTree["escape"];
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  private readonly known: DockerfileTree;

  constructor(known: DockerfileTree) {
    this.escape = known.escape;
    this.directives = known.directives;
    this.instructions = known.instructions;
    this.known = known;
  }

  get text(): string {
    noteRead(textPart);
    return this.known.text;
  }

  get comments(): readonly Comment[] {
    noteRead(textPart);
    return this.known.comments;
  }

  get faults(): readonly Fault[] {
    noteRead(faultsPart);
    return this.known.faults;
  }
}

function isDirective(directive: Directive | undefined, hash: number): boolean {
  return directive?.span.start === hash;
}

function readOne(text: string, escape: DockerfileTree["escape"], start: number): PlacedInstruction {
  const anchor: Anchor = { offset: start };
  const comments: Comment[] = [];
  const line = readLogicalLine(text, start, text.length, escape.charCodeAt(0), anchor, comments);
  const reading: Reading = { text, escape, faults: [], next: Math.min(line.next, text.length) };
  const from = skipSpace(line.text, 0, line.text.length);
  const end = skipSpaceBack(line.text, from, line.text.length);
  const headEnd = skipSpaceBack(text, start, line.end);
  const instruction = readInstruction(reading, line, from, end, headEnd, 0);
  for (let at: Instruction | undefined = instruction; at; at = at.kind === "ONBUILD" ? at.inner : undefined) {
    for (const fault of checkInstruction(text, at, escape)) reading.faults.push(fault);
  }
  return { anchor, instruction, comments, faults: reading.faults, length: reading.next - start };
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
