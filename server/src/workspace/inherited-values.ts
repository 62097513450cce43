import { camelCase } from "../eval/resolved-target.ts";
import { isKnown, type ResolvedTarget, type Sourced } from "../eval/resolved-bake.ts";
import type { BakeAttribute, TargetBlock } from "../model/bake/bake-file.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** The parents of a target with all that they inherit themselves, in order: later ones win. */
export function parentsOf(bake: BakeSetEvaluation, target: ResolvedTarget): ResolvedTarget[] {
  return target.inherits.flatMap(({ value }) => (isKnown(value) && value !== target.name ? (bake.resolved.targets.get(value) ?? []) : []));
}

/** Whether a target inherits from another one, by however many steps; a target in a ring inherits from itself. */
export function hasAncestor(bake: BakeSetEvaluation, target: ResolvedTarget, name: string, seen = new Set<string>()): boolean {
  if (seen.has(target.name)) return false;
  seen.add(target.name);
  return parentsOf(bake, target).some((parent) => parent.name === name || hasAncestor(bake, parent, name, seen));
}

/** The one block that defines a target; undefined when several are merged into it, or when a matrix makes several targets of it. */
export function onlyBlockOf(bake: BakeSetEvaluation, name: string): { readonly uri: string; readonly block: TargetBlock } | undefined {
  const blocks = bake.evaluation.targets.get(name)?.blocks ?? [];
  return blocks.length === 1 && !blocks[0]!.block.attributes.has("matrix") ? blocks[0] : undefined;
}

/** An attribute of which the last definition wins, with the parent that it comes from and the block that holds it. */
export interface InheritedAttribute {
  readonly parent: ResolvedTarget;
  /** The target in whose block it stands: the parent or an ancestor of it. */
  readonly owner: string;
  readonly uri: string;
  readonly attribute: BakeAttribute;
}

/**
 * What each parent of a target gives for an attribute of which the last definition wins, in the order of the parents. Undefined
 * when that cannot be said of all of them.
 */
export function givenByParents(bake: BakeSetEvaluation, target: ResolvedTarget, name: string): InheritedAttribute[] | undefined {
  const given: InheritedAttribute[] = [];
  for (const parent of parentsOf(bake, target)) {
    if (!parent.explicit.has(camelCase(name))) continue;
    const owner = ownerOf(parent, name);
    const place = owner === undefined ? undefined : onlyBlockOf(bake, owner);
    const attribute = place?.block.attributes.get(name);
    if (!place || !attribute) return undefined;
    given.push({ parent, owner: owner!, uri: place.uri, attribute });
  }
  return given;
}

/** Undefined for an empty list, whose owner is not known. */
function ownerOf(target: ResolvedTarget, name: string): string | undefined {
  const value = target[camelCase(name) as keyof ResolvedTarget] as Sourced<unknown> | readonly Sourced<unknown>[] | undefined;
  return (Array.isArray(value) ? (value as readonly Sourced<unknown>[])[0] : (value as Sourced<unknown> | undefined))?.ownerTarget;
}
