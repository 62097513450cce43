import type { BakeEvaluation, BakeInput, EvaluatedGroup } from "./bake-evaluation.ts";
import { resolveBlock } from "./blocks.ts";
import { type ComposeEvaluation, evaluateCompose } from "./compose/evaluate-compose.ts";
import type { MergedTarget } from "./merged-target.ts";
import { mergeTargets, targetOfInstance } from "./merged-target.ts";
import { resolveFunctions } from "./own-functions.ts";
import type { Sourced } from "./resolved-bake.ts";
import { resolveAll, resolveNames } from "./resolve-bake.ts";
import { syntaxFaults } from "./syntax-faults.ts";
import { addFault, createSetState } from "./set-state.ts";
import type { BlockState, SetState } from "./set-state.ts";
import { validateVariables } from "./validations.ts";
import type { Value } from "./value.ts";
import { resolveGlobals, resolveVariables } from "./variables.ts";

/**
 * Evaluates a set of Bake files as `docker buildx bake` would, but goes on after faults: what is in error is Unknown
 * and spoils nothing else. Pure and synchronous; `input.budget` and `input.signal` bound it.
 */
export function evaluateBake(input: BakeInput): BakeEvaluation {
  const state = createSetState(input);
  const compose = input.compose === undefined ? undefined : evaluateCompose(input.compose, input.environment, input.homeFolder);
  state.faults.push(...compose?.faults ?? []);
  for (const fault of syntaxFaults(input.files)) state.faults.push(fault);
  resolveVariables(state);
  validateVariables(state);
  resolveFunctions(state);
  for (const block of state.blockOrder) resolveWhole(state, block);
  resolveGlobals(state);
  const targets = collectTargets(state, compose);
  const groups = collectGroups(state, compose);
  const shared = { state, targets, groups };
  return {
    targets, groups, variables: state.evaluated, faults: state.faults, stopped: state.stopped,
    resolve: (names) => resolveNames(shared, names ?? ["default"]),
    resolveAll: () => resolveAll(shared),
  };
}

const validName = /^[a-zA-Z0-9_-]+$/;

function resolveWhole(state: SetState, block: BlockState): void {
  const { labels, typeSpan } = block.block.block;
  if (labels.length === 1 && !validName.test(block.block.name)) {
    addFault(state, block.uri, { code: "invalid-name", span: block.block.labelSpan, summary: "Invalid name", detail: "only \"[a-zA-Z0-9_-]+\" are allowed", name: block.block.name });
  }
  const fault = resolveBlock(state, block, undefined);
  if (fault === undefined) return;
  addFault(state, block.uri, { code: fault.code, span: typeSpan, summary: "Invalid block", detail: fault.detail });
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
  for (const block of state.blockOrder) if (block.type === "group") for (const instance of block.instances ?? []) groups.set(instance.name, readGroup(block, instance.values));
  const expanded = new Map<string, { block: BlockState; names: string[] }>();
  for (const block of state.blockOrder) {
    if (block.type !== "target") continue;
    const { name } = block.block;
    for (const instance of block.instances ?? []) {
      const entry = expanded.get(name) ?? { block, names: [] };
      if (!entry.names.includes(instance.name)) entry.names.push(instance.name);
      expanded.set(name, entry);
    }
  }
  for (const [name, { block, names }] of expanded) {
    if (groups.has(name) || (names.length === 1 && names[0] === name)) continue;
    const place = { uri: block.uri, span: block.block.nameSpan, ownerTarget: name };
    groups.set(name, { name, description: undefined, targets: names.map((value) => ({ value, ...place })), isNull: false, uri: block.uri, span: block.block.nameSpan, isMatrix: true });
  }
  return groups;
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
