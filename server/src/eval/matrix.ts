import type { Span } from "../base/span.ts";
import { ConversionError, convert } from "./convert.ts";
import { loadDependencies } from "./dependencies.ts";
import type { Scope } from "./scope.ts";
import { childScope } from "./scope.ts";
import { addFault, evaluateIn } from "./set-state.ts";
import type { BlockInstance, BlockState, SetState } from "./set-state.ts";
import type { Value } from "./value.ts";
import { compareText, stringType } from "./value.ts";

/** More combinations than this are not expanded, unless the caller says otherwise. */
const maxCombinations = 20_000;
const nothingHidden: ReadonlySet<string> = new Set();
const validName = /^[a-zA-Z0-9_-]+$/;

/** One instance for a plain block; one for each combination of a matrix, none when an axis is empty or in error. */
export function makeInstances(state: SetState, block: BlockState): BlockInstance[] {
  const { attributes, name, labelSpan } = block.block;
  const matrix = attributes.get("matrix");
  const naming = attributes.get("name");
  const bad = (detail: string, code = "invalid-matrix", span: Span = labelSpan): [] => {
    addFault(state, block.uri, { code, span, summary: "Invalid name", detail });
    return [];
  };
  if (block.type === "group" && (matrix ?? naming) !== undefined) return bad(`${naming === undefined ? "matrix" : "name"} is not supported for groups`);
  const scopes = matrix === undefined ? [state.scope] : combinations(state, block, bad);
  if (naming === undefined) {
    if (scopes.length > 1) bad(`duplicate name ${JSON.stringify(name)}`);
    return scopes.slice(0, 1).map((scope) => newInstance(state, name, scope));
  }
  if (matrix === undefined) {
    bad("name requires matrix");
    return [newInstance(state, name, state.scope)];
  }
  const instances: BlockInstance[] = [];
  const names = new Set<string>();
  for (const scope of scopes) {
    const instance = newInstance(state, "", scope);
    if (!loadDependencies(state, block.uri, naming.value, scope, instance.marked, nothingHidden, true)) return instances;
    const value = convert(evaluateIn(state, block.uri, naming.value, scope), stringType);
    if (value instanceof ConversionError) return bad(value.message, "invalid-name");
    if (value.kind === "unknown") return instances;
    if (value.kind !== "string") return bad("string required", "invalid-name");
    if (!validName.test(value.text)) return bad("only \"[a-zA-Z0-9_-]+\" are allowed", "invalid-name");
    if (names.has(value.text)) return bad(`duplicate name ${JSON.stringify(value.text)}`, "duplicate-name");
    names.add(value.text);
    instances.push({ ...instance, name: value.text });
  }
  return instances;
}

function newInstance(state: SetState, name: string, scope: Scope): BlockInstance {
  return { name, scope, values: new Map(), started: new Set(), done: new Set(), marked: scope === state.scope ? state.marked : new Set() };
}

function combinations(state: SetState, block: BlockState, bad: (detail: string, code?: string) => []): Scope[] {
  const matrix = block.block.attributes.get("matrix")!;
  if (!loadDependencies(state, block.uri, matrix.value, state.scope, state.marked, nothingHidden, true)) return [];
  const value = evaluateIn(state, block.uri, matrix.value, state.scope);
  if (value.kind === "unknown") return [];
  if (!("entries" in value)) return bad("matrix must be a map");
  const axes: [string, readonly Value[]][] = [];
  for (const [axis, values] of [...value.entries].sort((a, b) => compareText(a[0], b[0]))) {
    if (values.kind === "unknown") return [];
    const items = "items" in values ? values.items : "entries" in values ? [...values.entries.values()] : undefined;
    if (items === undefined) return bad("matrix values must be a list");
    axes.push([axis, items]);
  }
  const count = axes.reduce((product, [, items]) => product * items.length, 1);
  const most = state.input.combinations ?? maxCombinations;
  if (count > most) return bad(`matrix has ${count} combinations; more than ${most} are not expanded`, "matrix-too-large");
  let sets: [string, Value][][] = [[]];
  for (const [axis, items] of axes) sets = items.flatMap((item) => sets.map((set): [string, Value][] => [...set, [axis, item]]));
  return axes.length === 0 ? [state.scope] : sets.map((set) => childScope(state.scope, set));
}
