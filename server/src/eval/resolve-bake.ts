import { AttachedMap } from "../base/attached-map.ts";
import { sameList } from "../base/same-data.ts";
import type { EvaluatedGroup } from "./bake-evaluation.ts";
import { matchPattern } from "./path-match.ts";
import type { MergedTarget } from "./merged-target.ts";
import { mergeTargets, normalizeTarget } from "./merged-target.ts";
import { applyOverrides, readOverrides } from "./overrides.ts";
import type { OverrideTable } from "./overrides.ts";
import { toResolvedTarget } from "./resolved-target.ts";
import { linkContexts } from "./linked-contexts.ts";
import { checkTargets } from "./target-checks.ts";
import type { ResolvedBake, ResolvedGroup, ResolvedTarget, ResolveError, Sourced } from "./resolved-bake.ts";
import { isKnown } from "./resolved-bake.ts";
import type { SetState } from "./set-state.ts";
import { compareText } from "./value.ts";

/** What all resolutions of one evaluation share. */
export interface Evaluated {
  readonly state: SetState;
  readonly targets: ReadonlyMap<string, MergedTarget>;
  readonly groups: ReadonlyMap<string, EvaluatedGroup>;
}

export interface Resolution extends Evaluated {
  readonly overrides: OverrideTable;
  readonly errors: ResolveError[];
  readonly resolved: Map<string, ResolvedTarget>;
  readonly shownGroups: Map<string, ResolvedGroup>;
  readonly inherited: Map<string, MergedTarget>;
  /** How many more targets may be merged for one heir alone, as it is where parents are cut. */
  mergesForOne: number;
}

function begin(evaluated: Evaluated): Resolution {
  const errors: ResolveError[] = [];
  const overrides = readOverrides(evaluated.state.input, evaluated.targets, errors);
  return { ...evaluated, overrides, errors, resolved: new Map(), shownGroups: new Map(), inherited: new Map(), mergesForOne: 20_000 };
}

export function resolveNames(evaluated: Evaluated, names: readonly string[]): ResolvedBake {
  const resolution = begin(evaluated);
  const requested = expandPatterns(resolution, names.map((name) => name.replaceAll(".", "_")));
  const members: string[] = [];
  for (const name of requested) {
    const { targets, groups } = resolveGroup(resolution, name);
    for (const group of groups) resolution.shownGroups.set(group.name, showGroup(group));
    for (const target of targets) {
      if (!members.includes(target.name)) members.push(target.name);
      resolveInto(resolution, target.name, target.source);
    }
  }
  showDefaultGroup(resolution, requested);
  linkContexts(resolution, new Set(members));
  const { resolved, shownGroups, errors } = resolution;
  checkTargets(resolution);
  return { targets: resolved, groups: shownGroups, errors };
}

/** Every target and group that is defined, without the requests that `default` stands for. */
export function resolveAll(evaluated: Evaluated): ResolvedBake {
  const resolution = begin(evaluated);
  for (const group of evaluated.groups.values()) {
    resolution.shownGroups.set(group.name, showGroup(group));
    resolveGroup(resolution, group.name).targets.forEach(({ name, source }) => {
      if (!resolution.targets.has(name)) reportUnknown(resolution, name, source);
    });
  }
  for (const name of evaluated.targets.keys()) resolveInto(resolution, name, undefined);
  linkContexts(resolution, new Set(evaluated.targets.keys()));
  return { targets: resolution.resolved, groups: resolution.shownGroups, errors: resolution.errors };
}

function showGroup(group: EvaluatedGroup): ResolvedGroup {
  return { name: group.name, description: group.description, targets: [...new Set(group.targets.flatMap(({ value }) => (isKnown(value) && value !== "" ? [value] : [])))], isNull: group.isNull };
}

/** A name with `*`, `?` or `[` stands for all groups and targets that match. */
function expandPatterns(resolution: Resolution, names: readonly string[]): string[] {
  const expanded: string[] = [];
  for (const name of names) {
    if (!/[*?[\]]/.test(name)) {
      expanded.push(name);
      continue;
    }
    const found = [...resolution.groups.keys(), ...resolution.targets.keys()].filter((candidate) => matchPattern(name, candidate) === true);
    if (found.length === 0) resolution.errors.push({ code: "no-match", message: `could not find any target matching '${name}'`, name });
    expanded.push(...found);
  }
  return [...new Set(expanded)];
}

interface Member {
  readonly name: string;
  /** Where the name is written; undefined for names of the command line. */
  readonly source: Sourced<string> | undefined;
}

interface Membership {
  readonly targets: readonly Member[];
  readonly groups: readonly EvaluatedGroup[];
}

/** The targets under a name and the groups passed on the way. A group met inside itself, or without members, counts as a target's name. */
function resolveGroup(resolution: Resolution, name: string): Membership {
  const { targets, groups } = membersOf(resolution, { name, source: undefined }, new Map());
  return { targets: [...new Map(targets.map((target) => [target.name, target])).values()], groups: [...new Set(groups)] };
}

function membersOf(resolution: Resolution, member: Member, visited: Map<string, Membership>): Membership {
  const known = visited.get(member.name);
  if (known !== undefined) return known;
  const group = resolution.groups.get(member.name);
  if (group === undefined) return { targets: [member], groups: [] };
  visited.set(member.name, { targets: [], groups: [] });
  const targets: Member[] = [];
  const groups: EvaluatedGroup[] = [group];
  for (const source of group.targets) {
    if (!isKnown(source.value)) continue;
    const inner = membersOf(resolution, { name: source.value, source }, visited);
    targets.push(...inner.targets.length > 0 ? inner.targets : [{ name: source.value, source }]);
    groups.push(...inner.groups);
  }
  const result = { targets, groups };
  visited.set(member.name, result);
  return result;
}

/**
 * The group `default` stands for what was asked for, added to a real group `default` if that was reached.
 * A target `default` counts only when it is asked for first.
 */
function showDefaultGroup(resolution: Resolution, requested: readonly string[]): void {
  const { shownGroups } = resolution;
  const real = shownGroups.get("default");
  if (real?.isNull === true && requested.every((name) => name === "default")) return;
  const named = requested.filter((name, index) => name !== "default" || (index === 0 && real === undefined));
  const targets = [...new Set([...real?.targets ?? [], ...named])].sort(compareText);
  if (targets.length > 0 || real !== undefined) shownGroups.set("default", { name: "default", description: real?.description, targets, isNull: false });
}

export function resolveInto(resolution: Resolution, name: string, source: Sourced<string> | undefined): ResolvedTarget | undefined {
  const known = resolution.resolved.get(name);
  if (known !== undefined) return known;
  const own = resolution.targets.get(name);
  if (own === undefined) {
    reportUnknown(resolution, name, source);
    return undefined;
  }
  const merged = inherit(resolution, name, { merged: new Map(), cut: false }, source);
  if (merged === undefined) return undefined;
  const target = toResolvedTarget(own, merged, resolution.state.input.environment);
  resolution.resolved.set(name, target);
  return target;
}

function reportUnknown(resolution: Resolution, name: string, source: Sourced<string> | undefined): void {
  const place = source === undefined ? {} : { uri: source.uri, span: source.span, target: source.ownerTarget };
  const message = `failed to find target ${name}`;
  if (resolution.errors.some((error) => error.message === message && error.uri === source?.uri && error.span?.start === source?.span.start)) return;
  resolution.errors.push({ code: "unknown-target", message, name, ...place });
}

/** Targets on the way from one that was asked for; where a cycle was cut, what lies above it is right for this way only. */
interface Visited {
  readonly merged: Map<string, MergedTarget | undefined>;
  cut: boolean;
}

/** Longer chains of parents are cut. */
const maxParents = 1000;

/** Parents in order, then the target itself, then its overrides. One parent is merged again wherever it is named, but computed once. */
function inherit(resolution: Resolution, name: string, visited: Visited, source: Sourced<string> | undefined): MergedTarget | undefined {
  const shared = resolution.inherited.get(name);
  if (shared !== undefined) return shared;
  if (visited.merged.has(name) || visited.merged.size > maxParents) {
    const merged = visited.merged.get(name);
    if (merged === undefined) visited.cut = true;
    return merged;
  }
  visited.merged.set(name, undefined);
  const own = resolution.targets.get(name);
  if (own === undefined) {
    reportUnknown(resolution, name, source);
    return undefined;
  }
  const parents: MergedTarget[] = [];
  for (const parent of own.attributes.get("inherits")?.list ?? []) {
    const merged = isKnown(parent.value) && resolution.mergesForOne > 0 ? inherit(resolution, parent.value, visited, parent) : undefined;
    if (merged !== undefined) parents.push(merged);
  }
  const overrides = resolution.overrides.get(name);
  const result = overrides === undefined ? inherited(own, parents)
    : normalizeTarget(applyOverrides(mergeAll(own, parents), overrides, resolution.state.input, resolution.errors));
  visited.merged.set(name, result);
  if (visited.cut) resolution.mergesForOne--;
  else resolution.inherited.set(name, result);
  return result;
}

function mergeAll(own: MergedTarget, parents: readonly MergedTarget[]): MergedTarget {
  return parents.length === 0 ? own : mergeTargets(parents.reduce(mergeTargets), own);
}

const knownInherited = new AttachedMap<MergedTarget, { readonly parents: readonly MergedTarget[]; readonly merged: MergedTarget }>();

/** A target with all that it inherits; kept with the target as long as its parents stay the same. */
function inherited(own: MergedTarget, parents: readonly MergedTarget[]): MergedTarget {
  const known = knownInherited.get(own);
  if (known && sameList(known.parents, parents)) return known.merged;
  const merged = normalizeTarget(mergeAll(own, parents));
  knownInherited.set(own, { parents, merged });
  return merged;
}
