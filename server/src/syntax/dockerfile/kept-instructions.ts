import type { Anchor } from "../../base/anchored-span.ts";
import { AttachedMap } from "../../base/attached-map.ts";
import { commonEnd, commonLength } from "../../base/common-text.ts";
import { sameData, sameList } from "../../base/same-data.ts";
import type { Fault } from "../fault.ts";
import { allParts, faultsPart, partOf, textPart } from "./parts.ts";
import type { Comment, DockerfileTree, Instruction } from "./tree.ts";

/** An instruction with all that reading it gave. Its spans, and those of its comments and faults, move with the anchor at its beginning. */
export interface PlacedInstruction {
  readonly anchor: Anchor;
  readonly instruction: Instruction;
  /** The comment lines within it. */
  readonly comments: readonly Comment[];
  readonly faults: readonly Fault[];
  /** Up to the start of the line behind it. */
  readonly length: number;
}

const placed = new AttachedMap<DockerfileTree, readonly PlacedInstruction[] | undefined>();

/** Remembers how a tree was read, so that a later text can take from it. */
export function rememberPlaces(tree: DockerfileTree, instructions: readonly PlacedInstruction[]): void {
  placed.set(tree, instructions);
}

/** What an edit changed, as bits for what `noteRead` says: everything, unless the same kinds of instructions follow on each other as before. */
export function changedParts(before: DockerfileTree, after: DockerfileTree): number {
  const from = before.instructions.findIndex(({ kind }) => kind === "FROM");
  if (before.instructions.length !== after.instructions.length || !sameData(directiveTexts(before), directiveTexts(after))) return allParts;
  let parts = sameList(before.faults, after.faults) ? textPart : textPart | faultsPart;
  for (const [index, instruction] of after.instructions.entries()) {
    const earlier = before.instructions[index]!;
    if (earlier === instruction) continue;
    // What stages there are, and what they are built on, is known everywhere without being asked.
    if (earlier.kind !== instruction.kind || index <= from || instruction.kind === "FROM") return allParts;
    parts |= partOf(instruction.kind);
  }
  return parts;
}

function directiveTexts({ directives }: DockerfileTree): string[] {
  return directives.map(({ name, value }) => `${name}=${value}`);
}

/**
 * The instructions of an earlier text that an edit did not touch. They are handed over as they are, with everything that was found out
 * about them, and move to where they stand now: the earlier tree must not be used any more, and gives nothing a second time.
 */
export class KeptInstructions {
  private readonly instructions: readonly PlacedInstruction[];
  /** How far the earlier text is the same from its beginning, and from where on it is the same up to its end. */
  private readonly sameTo: number;
  private readonly sameFrom: number;
  private readonly earlierLength: number;
  /** How many characters the edit added. */
  private readonly added: number;
  private next = 0;

  constructor(text: string, escape: string, before: DockerfileTree | undefined) {
    const instructions = before?.escape === escape ? placed.get(before) : undefined;
    this.instructions = instructions ?? [];
    if (before) placed.set(before, undefined);
    const earlier = instructions ? before!.text : "";
    this.earlierLength = earlier.length;
    this.added = text.length - earlier.length;
    this.sameTo = commonLength(earlier, text);
    this.sameFrom = earlier.length - commonEnd(earlier, text, Math.min(earlier.length, text.length) - this.sameTo);
  }

  /** What stands at an offset and stood in the earlier text as well. To be asked in ascending order. */
  takeAt(start: number): PlacedInstruction | undefined {
    return this.take(start - this.added, start) ?? this.take(start, start);
  }

  private take(earlierStart: number, start: number): PlacedInstruction | undefined {
    while (this.next < this.instructions.length && this.instructions[this.next]!.anchor.offset < earlierStart) this.next++;
    const found = this.instructions[this.next];
    if (found?.anchor.offset !== earlierStart || !this.isSame(earlierStart, start, earlierStart + found.length)) return undefined;
    this.next++;
    found.anchor.offset = start;
    return found;
  }

  /** What ends with the file may go on in a longer one, so in front of an edit it counts as changed. */
  private isSame(earlierStart: number, start: number, earlierEnd: number): boolean {
    if (earlierStart >= this.sameFrom && earlierStart + this.added === start) return true;
    return earlierStart === start && earlierEnd <= this.sameTo && earlierEnd < this.earlierLength;
  }
}
