import { AttachedMap } from "../base/attached-map.ts";
import { linkedTarget } from "../eval/linked-contexts.ts";
import { type Entry, isKnown, type ResolvedTarget, type Sourced } from "../eval/resolved-bake.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** Who names a target. */
interface TargetUses {
  readonly inherited: ReadonlySet<string>;
  readonly grouped: ReadonlySet<string>;
  readonly linked: ReadonlySet<string>;
}

const known = new AttachedMap<BakeEvaluation, TargetUses>();

export function targetUses({ evaluation, resolved }: BakeSetEvaluation): TargetUses {
  let uses = known.get(evaluation);
  if (!uses) {
    const targets = [...resolved.targets.values()];
    uses = {
      inherited: new Set(targets.flatMap((target) => textsOf(target.inherits))),
      grouped: groupedTargets(evaluation),
      linked: new Set(targets.flatMap((target) => [...target.contexts.values()].flatMap((context) => linkedTarget(context) ?? []))),
    };
    known.set(evaluation, uses);
  }
  return uses;
}

/** The targets that groups list. A group of the same name is meant instead of a target, except by that group itself. */
function groupedTargets({ groups }: BakeEvaluation): Set<string> {
  const written = new Map([...groups].filter(([, group]) => !group.isMatrix));
  return new Set([...written.values()].flatMap((group) => textsOf(group.targets).filter((name) => name === group.name || !written.has(name))));
}

function textsOf(values: readonly { readonly value: unknown }[]): string[] {
  return values.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}

/** What a target says of a build of its own; args, labels, caches and the like are as good for others to inherit. */
const ownBuild = ["dockerfile", "dockerfileInline", "target", "tags", "output"];

/**
 * Whether a target is only there for others to inherit from: its name begins with an underscore; or others inherit from it, or
 * it is left for a tool such as docker/metadata-action to fill, and nothing in it or around it asks for a build.
 */
export function isAbstract(bake: BakeSetEvaluation, target: ResolvedTarget): boolean {
  if (target.name.startsWith("_")) return true;
  const uses = targetUses(bake);
  if (uses.grouped.has(target.name) || uses.linked.has(target.name) || target.name === "default") return false;
  if (uses.inherited.has(target.name)) return !target.explicit.has("tags") || !target.explicit.has("target") && !target.explicit.has("dockerfile");
  if (target.inherits.length > 0 || bake.resolved.targets.size === 1) return false;
  return !ownBuild.some((name) => target.explicit.has(name)) && !target.explicit.has("context");
}

/** The targets that are meant to be built. */
export function builtTargets(bake: BakeSetEvaluation): ResolvedTarget[] {
  return [...bake.resolved.targets.values()].filter((target) => !isAbstract(bake, target));
}

/** Whether the result leaves the builder for a registry, as far as the file says. */
export function isPushed(target: ResolvedTarget): boolean {
  return target.output.some(isPush);
}

export function isPush({ value }: Sourced<Entry>): boolean {
  return isKnown(value) && (value.get("type") === "registry" || (value.get("type") === "image" && value.get("push") === "true"));
}

/**
 * Whether the result is meant for a registry: it is pushed, or it has a tag with a registry or namespace and nothing says where
 * it goes, so that `--push` does.
 */
export function isMeantForRegistry(target: ResolvedTarget): boolean {
  return isPushed(target) || (target.output.length === 0 && target.tags.some(({ value }) => isKnown(value) && value.includes("/")));
}
