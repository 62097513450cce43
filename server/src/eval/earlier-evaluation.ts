import { AttachedMap } from "../base/attached-map.ts";
import { sameData } from "../base/same-data.ts";
import type { Spanned } from "../base/span.ts";
import { commonEnd, commonLength } from "../base/common-text.ts";
import type { FunctionBlock, GroupBlock, TargetBlock } from "../model/bake/bake-file.ts";
import type { BakeEvaluation, BakeInput } from "./bake-evaluation.ts";
import { type BlockReferences, referencesOfBlock } from "./block-references.ts";
import { standardFunctions } from "./functions/standard-functions.ts";
import { distanceOf, type Move, movedValue, type Moves } from "./moved-value.ts";
import { referencesOf } from "./references.ts";
import type { Scope } from "./scope.ts";
import type { BlockInstance, BlockState, Placed, SetState } from "./set-state.ts";
import type { Value } from "./value.ts";
import { resolveName } from "./variables.ts";

/**
 * What an evaluation leaves for the next one of the same set, so that blocks which an edit cannot have changed are not evaluated again.
 * A block is known by its identity, because the parser keeps the objects of what stands before an edit, or by its text, which what stands
 * behind it keeps.
 */
interface Leftovers {
  readonly input: BakeInput;
  readonly names: ReadonlyMap<string, Value>;
  readonly functions: ReadonlyMap<string, Placed<FunctionBlock>>;
  readonly blocks: ReadonlyMap<TargetBlock | GroupBlock, KeptBlock>;
  readonly blocksByText: ReadonlyMap<string, KeptBlock>;
}

interface KeptBlock {
  /** Found when first asked for; they hold no places, so that they stay right when the block moves. */
  references: readonly BlockReferences[] | undefined;
  readonly block: TargetBlock | GroupBlock;
  readonly instances: BlockInstance[];
  /** What the block cost, which counts again: a set stops at its budget whether it is evaluated anew or after an edit. */
  readonly steps: number;
}

export interface EarlierEvaluation extends Leftovers {
  /** What the edit did to the places in its values. */
  readonly moves: Moves;
}

/** How something compares with what it was before: the same, the same at another place, or another. */
export type Comparison = "same" | "moved" | "other";

const left = new AttachedMap<BakeEvaluation, Leftovers>();

/** Undefined when the evaluation saw other surroundings. */
export function earlierFor(input: BakeInput, before: BakeEvaluation | undefined): EarlierEvaluation | undefined {
  const earlier = before && left.get(before);
  if (earlier === undefined) return undefined;
  const { environment, variables, localPlatform, now, homeFolder, randomBytes, budget, expressionBudget, combinations } = earlier.input;
  const isSame = environment === input.environment && variables === input.variables && localPlatform === input.localPlatform && now === input.now
    && homeFolder === input.homeFolder && randomBytes === input.randomBytes && budget === input.budget && expressionBudget === input.expressionBudget && combinations === input.combinations;
  return isSame ? { ...earlier, moves: movesBetween(earlier.input, input) } : undefined;
}

function movesBetween(before: BakeInput, after: BakeInput): Moves {
  const texts = textsOf(before);
  return new Map(after.files.flatMap(({ uri, tree: { text } }): [string, Move][] => {
    const old = texts.get(uri);
    if (old === undefined || old === text) return [];
    const most = Math.min(old.length, text.length) - commonLength(old, text);
    return [[uri, { from: old.length - commonEnd(old, text, most), distance: text.length - old.length }]];
  }));
}

function textsOf({ files }: BakeInput): Map<string, string> {
  return new Map(files.map(({ uri, tree }) => [uri, tree.text]));
}

/** To be called when everything is evaluated. */
export function leaveForNext(evaluation: BakeEvaluation, state: SetState): void {
  const hasFault = faultFinder(state);
  const blocks = new Map<TargetBlock | GroupBlock, KeptBlock>();
  const blocksByText = new Map<string, KeptBlock>();
  for (const { uri, block, instances, steps, references } of state.blockOrder) {
    if (steps === undefined || instances === undefined || hasFault({ uri, block })) continue;
    const kept = { block, references, instances: instances.map(withoutScope), steps };
    blocks.set(block, kept);
    blocksByText.set(textOf(state.texts, uri, block), kept);
  }
  left.set(evaluation, { input: state.input, names: state.names, functions: state.ownFunctions, blocks, blocksByText });
}

/** What is written there and in which file. */
function textOf(texts: ReadonlyMap<string, string>, uri: string, { span }: Spanned): string {
  return `${uri}\n${texts.get(uri)!.slice(span.start, span.end)}`;
}

const nowhere: Scope = { variables: new Map(), parent: undefined };

/** All its values are there, so that the names of its set need not be kept; those of a matrix tell which names are its own. */
function withoutScope(instance: BlockInstance): BlockInstance {
  const { scope } = instance;
  if (scope.parent === undefined) return scope === nowhere ? instance : { ...instance, scope: nowhere, marked: new Set() };
  return scope.parent === nowhere ? instance : { ...instance, scope: { variables: scope.variables, parent: nowhere }, marked: new Set() };
}

/** Tells whether a fault lies in a block; by binary search, because there may be many of both. */
function faultFinder({ faults }: SetState): (block: Pick<BlockState, "uri" | "block">) => boolean {
  const starts = new Map<string, number[]>();
  for (const { uri, span } of faults) {
    const list = starts.get(uri);
    if (list === undefined) starts.set(uri, [span.start]);
    else list.push(span.start);
  }
  for (const list of starts.values()) list.sort((a, b) => a - b);
  return ({ uri, block: { span } }) => {
    const list = starts.get(uri) ?? [];
    let low = 0;
    for (let high = list.length; low < high;) {
      const middle = (low + high) >> 1;
      if (list[middle]! < span.start) low = middle + 1;
      else high = middle;
    }
    return low < list.length && list[low]! <= span.end;
  };
}

/** The value of a name as the evaluation before had it, if it is the same down to its places, so that a look tells that nothing changed. */
export function asBefore(state: SetState, name: string, value: Value): Value {
  const known = state.earlier?.names.get(name);
  if (known === undefined || sameData(known, value)) return known ?? value;
  if (sameData(movedValue(known, state.earlier!.moves), value)) state.movedNames.add(name);
  return value;
}

/**
 * Gives a block the values that it had before the edit, if all that they depend on is as it was. What the block would have
 * brought about on its way, that globals are evaluated, is done in the same order.
 */
export function takeOver(state: SetState, block: BlockState): boolean {
  const { earlier } = state;
  const known = earlier?.blocks.get(block.block);
  const kept = known ?? earlier?.blocksByText.get(textOf(state.texts, block.uri, block.block));
  if (kept === undefined || kept.steps > state.budget.steps || !isMovedAsWhole(state, block.uri, kept.block, block.block)) return false;
  let comparison: Comparison = known === undefined ? "moved" : "same";
  kept.references ??= referencesOfBlock(kept.block);
  for (const references of kept.references) {
    const found = compareReferences(state, references, kept);
    if (found === "other") return false;
    if (found === "moved") comparison = found;
  }
  state.budget.steps -= kept.steps;
  block.instances = comparison === "same" ? kept.instances : movedInstances(kept, earlier!.moves);
  block.steps = kept.steps;
  block.references = kept.references;
  return true;
}

/** Whether all places in a part of a file moved as the part itself did. */
function isMovedAsWhole(state: SetState, uri: string, before: Spanned, now: Spanned): boolean {
  return now === before || now.span.start === before.span.start + distanceOf({ uri, span: before.span }, state.earlier!.moves);
}

function movedInstances({ instances }: KeptBlock, moves: Moves): BlockInstance[] {
  return instances.map((instance) => ({ ...instance, values: new Map([...instance.values].map(([name, value]) => [name, movedValue(value, moves)])) }));
}

function compareReferences(state: SetState, { calls, names }: BlockReferences, { instances }: KeptBlock): Comparison {
  let comparison: Comparison = "same";
  for (const name of calls) {
    const found = compareFunction(state, name);
    if (found === "other") return found;
    if (found === "moved") comparison = found;
  }
  for (const name of names) {
    const isOwn = instances.some(({ scope }) => scope.variables.has(name));
    if (isOwn ? state.names.has(name) || state.globals.has(name) : isBlockName(name)) return "other";
    if (isOwn) continue;
    if (!state.names.has(name) && state.globals.has(name)) resolveName(state, name, state.marked);
    const found = compareName(state, name);
    if (found === "other") return found;
    if (found === "moved") comparison = found;
  }
  return comparison;
}

function compareName(state: SetState, name: string): Comparison {
  const value = state.names.get(name);
  if (value === undefined) return "other";
  return value === state.earlier!.names.get(name) ? "same" : state.movedNames.has(name) ? "moved" : "other";
}

function compareFunction(state: SetState, name: string): Comparison {
  if (standardFunctions.has(name)) return "same";
  const known = state.comparedFunctions.get(name);
  if (known !== undefined) return known;
  // A function that calls itself is none.
  state.comparedFunctions.set(name, "other");
  const comparison = state.functions.has(name) ? compareOwnFunction(state, name) : "other";
  state.comparedFunctions.set(name, comparison);
  return comparison;
}

function compareOwnFunction(state: SetState, name: string): Comparison {
  const own = state.ownFunctions.get(name)!;
  const before = state.earlier!.functions.get(name);
  const result = own.item.attributes.get("result");
  if (before === undefined || result === undefined) return "other";
  const isSame = own.item === before.item;
  if (!isSame && !(own.uri === before.uri && isMovedAsWhole(state, own.uri, before.item, own.item))) return "other";
  if (!isSame && textOf(state.texts, own.uri, own.item) !== textOf(textsOf(state.earlier!.input), before.uri, before.item)) return "other";
  const { variables, calls } = referencesOf(result.value);
  const found = [...variables.map((variable) => compareInFunction(state, variable.name)), ...calls.map((call) => compareFunction(state, call.name))];
  return found.includes("other") ? "other" : isSame && !found.includes("moved") ? "same" : "moved";
}

/** A parameter of the function has no value here, or hides one. */
function compareInFunction(state: SetState, name: string): Comparison {
  return !state.names.has(name) && !state.earlier!.names.has(name) ? "same" : isBlockName(name) ? "other" : compareName(state, name);
}

function isBlockName(name: string): boolean {
  return name === "target" || name === "group";
}
