import { AttachedMap } from "../base/attached-map.ts";
import type { BakeEvaluation, BakeInput, EvaluatedGroup } from "./bake-evaluation.ts";
import { resolveInPieces } from "./blocks.ts";
import { type ComposeEvaluation, evaluateCompose } from "./compose/evaluate-compose.ts";
import { earlierFor, leaveForNext, takeOver } from "./earlier-evaluation.ts";
import type { MergedTarget } from "./merged-target.ts";
import { mergeTargets, targetOfInstance } from "./merged-target.ts";
import { resolveFunctions } from "./own-functions.ts";
import type { Sourced } from "./resolved-bake.ts";
import { resolveAll, resolveNames } from "./resolve-bake.ts";
import { syntaxFaults } from "./syntax-faults.ts";
import { addFault, createSetState } from "./set-state.ts";
import type { BlockState, Pieces, SetState } from "./set-state.ts";
import { validateVariables } from "./validations.ts";
import type { Value } from "./value.ts";
import { resolveGlobals, resolveVariables } from "./variables.ts";

/**
 * Evaluates a set of Bake files as `docker buildx bake` would, but goes on after faults: what is in error is Unknown
 * and spoils nothing else. Pure and synchronous; `input.budget` and `input.signal` bound it. The evaluation of the same set
 * `before` an edit changes nothing of the result: what the edit did not touch is taken from it.
 */
export function evaluateBake(input: BakeInput, before?: BakeEvaluation): BakeEvaluation {
  return beginEvaluation(input, before).advance(Infinity)!;
}

/** An evaluation that is done piece by piece, so that others get their turn in between. */
export interface BakeEvaluationRun {
  /** Goes on until about so many steps are taken, or one value more. Undefined while there is more to do. */
  advance(steps: number): BakeEvaluation | undefined;
}

/** What is done around the steps of one piece. */
const stepsAround = 20;

export function beginEvaluation(input: BakeInput, before?: BakeEvaluation): BakeEvaluationRun {
  const state = createSetState(input, earlierFor(input, before));
  const pieces = evaluatePieces(state);
  return {
    advance: (steps) => {
      const enough = state.budget.taken + steps;
      for (;;) {
        const { done, value } = pieces.next();
        if (done) return value;
        state.budget.taken += stepsAround;
        if (state.budget.taken >= enough) return undefined;
      }
    },
  };
}

function* evaluatePieces(state: SetState): Pieces<BakeEvaluation> {
  const { input } = state;
  const compose = input.compose === undefined ? undefined : evaluateCompose(input.compose, input.environment, input.homeFolder);
  state.faults.push(...compose?.faults ?? []);
  for (const fault of syntaxFaults(input.files)) state.faults.push(fault);
  yield* resolveVariables(state);
  yield* validateVariables(state);
  resolveFunctions(state);
  for (const block of state.blockOrder) yield* resolveWhole(state, block);
  yield* resolveGlobals(state);
  const targets = collectTargets(state, compose);
  const groups = collectGroups(state, compose);
  const shared = { state, targets, groups };
  const evaluation: BakeEvaluation = {
    targets, groups, variables: state.evaluated, faults: state.faults, stopped: state.stopped,
    resolve: (names) => resolveNames(shared, names ?? ["default"]),
    resolveAll: () => resolveAll(shared),
  };
  leaveForNext(evaluation, state);
  state.earlier = undefined;
  return evaluation;
}

const validName = /^[a-zA-Z0-9_-]+$/;

function* resolveWhole(state: SetState, block: BlockState): Pieces<void> {
  const { labels, typeSpan } = block.block.block;
  if (labels.length === 1 && !validName.test(block.block.name)) {
    addFault(state, block.uri, { code: "invalid-name", span: block.block.labelSpan, summary: "Invalid name", detail: "only \"[a-zA-Z0-9_-]+\" are allowed", name: block.block.name });
  }
  yield;
  const isUntouched = block.instances === undefined;
  if (isUntouched && takeOver(state, block)) return;
  const { stopped, budget: { steps } } = state;
  state.stopped = undefined;
  const fault = yield* resolveInPieces(state, block, undefined);
  if (isUntouched && state.stopped === undefined) block.steps = steps - state.budget.steps;
  state.stopped = stopped ?? state.stopped;
  if (fault !== undefined) addFault(state, block.uri, { code: fault.code, span: typeSpan, summary: "Invalid block", detail: fault.detail });
}

function collectTargets(state: SetState, compose: ComposeEvaluation | undefined): Map<string, MergedTarget> {
  const targets = new Map<string, MergedTarget>(compose?.targets);
  for (const block of state.blockOrder) {
    if (block.type !== "target") continue;
    for (const instance of block.instances ?? []) {
      const own = targetOfInstance(block, instance);
      const before = targets.get(instance.name);
      targets.set(instance.name, before === undefined ? own : mergeTargets(before, own));
    }
  }
  return targets;
}

/** Later groups of a name replace earlier ones; a matrix makes a group of its block's name unless there is one. */
function collectGroups(state: SetState, compose: ComposeEvaluation | undefined): Map<string, EvaluatedGroup> {
  const groups = new Map<string, EvaluatedGroup>();
  if (compose?.group !== undefined) groups.set(compose.group.name, compose.group);
  for (const block of state.blockOrder) if (block.type === "group") for (const instance of block.instances ?? []) groups.set(instance.name, groupOfInstance(block, instance.values));
  const expanded = new Map<string, { block: BlockState; names: Set<string> }>();
  for (const block of state.blockOrder) {
    if (block.type !== "target") continue;
    const { name } = block.block;
    for (const instance of block.instances ?? []) {
      const entry = expanded.get(name) ?? { block, names: new Set() };
      entry.names.add(instance.name);
      expanded.set(name, entry);
    }
  }
  for (const [name, { block, names }] of expanded) {
    if (groups.has(name) || (names.size === 1 && names.has(name))) continue;
    const place = { uri: block.uri, span: block.block.nameSpan, ownerTarget: name };
    groups.set(name, { name, description: undefined, targets: [...names].map((value) => ({ value, ...place })), isNull: false, uri: block.uri, span: block.block.nameSpan, isMatrix: true });
  }
  return groups;
}

/** By the values of the block, which stay the same objects while no edit touches it. */
const groupsOfValues = new AttachedMap<ReadonlyMap<string, Value>, EvaluatedGroup>();

function groupOfInstance(block: BlockState, values: ReadonlyMap<string, Value>): EvaluatedGroup {
  let group = groupsOfValues.get(values);
  if (group === undefined) groupsOfValues.set(values, group = readGroup(block, values));
  return group;
}

function readGroup(block: BlockState, values: ReadonlyMap<string, Value>): EvaluatedGroup {
  const { name, nameSpan, attributes } = block.block;
  const targets = values.get("targets");
  const description = values.get("description");
  const place = { uri: block.uri, span: attributes.get("targets")?.valueSpan ?? nameSpan, ownerTarget: name };
  const members: Sourced<string>[] = targets === undefined || targets.kind === "null" ? []
    : targets.kind === "unknown" ? [{ value: targets, ...place }]
      : "items" in targets ? targets.items.map((item) => ({ ...place, ...item.origin, value: item.kind === "string" ? item.text : item.kind === "unknown" ? item : "" })) : [];
  return {
    name, description: description?.kind === "string" && description.text !== "" ? description.text : undefined, targets: members,
    isNull: targets === undefined || targets.kind === "null", uri: block.uri, span: nameSpan, isMatrix: false,
  };
}
