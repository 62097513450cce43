import type { Edit } from "../base/edit.ts";
import { groupBy } from "../base/group-by.ts";
import { memoize } from "../base/memoize.ts";
import type { Span, Spanned } from "../base/span.ts";
import type { Dockerfile, Stage } from "../model/dockerfile/dockerfile.ts";
import { stageReferences, usesOfStage } from "../model/dockerfile/stages/stage-references.ts";
import type { Command, KeyValue, PairsInstruction, Word } from "../syntax/dockerfile/tree.ts";
import { remove, removeItem, removeLines, removeWithBlanks, replace } from "./fix.ts";

// Edits of whole instructions and of their arguments. Each is undefined where a comment or the syntax stands in the way.

/** An argument of an instruction, such as a pair of LABEL or a port of EXPOSE. */
export interface Argument<A extends Spanned> {
  readonly instruction: Spanned & { readonly keywordSpan: Span };
  /** All arguments of the instruction. */
  readonly all: readonly A[];
  readonly argument: A;
}

/**
 * Edits that take out each of these arguments, and can be applied together. An instruction that would keep none goes as a whole,
 * with the edit of each, unless that would take a comment along.
 */
export function argumentRemovals<A extends Spanned>(dockerfile: Dockerfile, found: readonly Argument<A>[]): ReadonlyMap<A, Edit> {
  const removals = new Map<A, Edit>();
  if (found.length === 0) return removals;
  const { text } = dockerfile;
  for (const [instruction, own] of groupBy(found, (each) => each.instruction)) {
    const { all } = own[0]!;
    const gone = new Set(own.map(({ argument }) => argument));
    const leading = all.findIndex((argument) => !gone.has(argument));
    const whole = leading < 0 && !/\n[ \t]*#/.test(text.slice(instruction.span.start, instruction.span.end)) ? removeLines(text, instruction) : undefined;
    for (const [index, argument] of all.entries()) {
      if (!gone.has(argument)) continue;
      const next = all[index + 1];
      const isFirst = index < leading;
      const place = { before: all[index - 1]?.span.end ?? instruction.keywordSpan.end, argument: argument.span, next: next && (isFirst || !gone.has(next)) ? next.span.start : undefined };
      const edit = leading < 0 ? whole : removeArgument(text, place, isFirst);
      if (edit) removals.set(argument, edit);
    }
  }
  return removals;
}

/** Where an argument stands, where what is in front of it ends, and where the next one begins unless that is taken out from there. */
interface ArgumentPlace {
  readonly before: number;
  readonly argument: Span;
  readonly next: number | undefined;
}

/** With what is in front of it; with what is behind it where nothing in front stays or a comment stands there. */
function removeArgument(text: string, { before, argument, next }: ArgumentPlace, isFirst: boolean): Edit | undefined {
  const hasComment = text.slice(before, argument.start).includes("#");
  if (next !== undefined && (isFirst || hasComment) && !text.slice(argument.end, next).includes("#")) return remove({ start: argument.start, end: next });
  return hasComment ? undefined : remove({ start: before, end: argument.end });
}

/** A pair as an argument of its instruction. */
export function pairArgument({ instruction, pair }: { readonly instruction: PairsInstruction; readonly pair: KeyValue }): Argument<KeyValue> {
  return { instruction, all: instruction.pairs, argument: pair };
}

/** Takes words that stand beside one another out of the command of CMD, ENTRYPOINT or HEALTHCHECK, in either form. */
export function removeCommandWords(text: string, command: Command, words: readonly Spanned[]): Edit {
  const span = { start: words[0]!.span.start, end: words.at(-1)!.span.end };
  const items = command.exec?.items.filter((item) => item.span.start <= span.end && span.start <= item.span.end) ?? [];
  return items.length > 0 ? removeItem(text, { start: items[0]!.span.start, end: items.at(-1)!.span.end }) : removeWithBlanks(text, span);
}

/** Puts another text in place of a word that is `value`, in its quotes or without. */
export function changeWord(word: Word, value: string, newValue: string): Edit | undefined {
  if (word.text === value) return replace(word, newValue);
  const quote = word.text[0];
  return (quote === '"' || quote === "'") && word.text === quote + value + quote ? replace(word, quote + newValue + quote) : undefined;
}

/** Gives a stage another name, in its FROM and wherever the file means it by name. */
export function renameStage(stage: Stage, name: string): Edit[] {
  const uses = usesOfStage(stage).filter(({ isIndex }) => !isIndex);
  return stage.name ? [replace(stage.name, name), ...uses.map(({ span }) => replace(span, name))] : [];
}

/** The name, or where a stage or one of the others has it the name with the first number behind it that is free. */
export function freeStageName(dockerfile: Dockerfile, wanted: string, others: ReadonlySet<string> = new Set()): string {
  const names = stageNames(dockerfile);
  const isTaken = (name: string): boolean => names.has(name) || others.has(name);
  for (let number = 2; isTaken(wanted); number++) if (!isTaken(`${wanted}-${number}`)) return `${wanted}-${number}`;
  return wanted;
}

const stageNames = memoize(({ stages }: Dockerfile) => new Set(stages.map(({ name }) => name?.text.toLowerCase())));

/** Takes a stage out, up to the comment right above the next one; undefined where it is used, or stages are meant by number. */
export function removeStage(dockerfile: Dockerfile, stage: Stage): Edit | undefined {
  const { text } = dockerfile;
  const next = dockerfile.stages[stage.index + 1];
  if (!next || usesOfStage(stage).length > 0 || hasStageNumbers(dockerfile)) return undefined;
  const start = stage.index === 0 ? stage.from.span.start : commentsAbove(text, stage.from.span.start);
  return remove({ start, end: commentsAbove(text, next.from.span.start) });
}

/** Whether something means a stage by its number, which a stage more or less in front would change. */
export const hasStageNumbers = memoize((dockerfile: Dockerfile) => stageReferences(dockerfile).some(({ isIndex }) => isIndex));

/** Where the comment lines begin that stand right above an offset's line. */
export function commentsAbove(text: string, offset: number): number {
  let start = text.lastIndexOf("\n", offset - 1) + 1;
  while (start > 0) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}
