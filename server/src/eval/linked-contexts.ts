import type { Resolution } from "./resolve-bake.ts";
import { resolveInto } from "./resolve-bake.ts";
import type { Entry, ResolvedTarget, ResolveError, Sourced } from "./resolved-bake.ts";
import { isKnown } from "./resolved-bake.ts";

const prefix = "target:";

/** The target that a named context stands for, if it is one. */
export function linkedTarget(context: Sourced<string>): string | undefined {
  return isKnown(context.value) && context.value.startsWith(prefix) ? context.value.slice(prefix.length) : undefined;
}

/** A walk from each target to the targets that it uses, and so on. */
interface Walk {
  readonly resolution: Resolution;
  readonly requested: ReadonlySet<string>;
  readonly onlyCached: Set<string>;
  /** Targets under which everything is done and no loop was met: another way to them tells nothing new. */
  readonly settled: Set<string>;
  /** How many more targets are visited. Where loops are, there may be more ways than can be walked. */
  visits: number;
}

const mostVisits = 50_000;
/** Longer chains of contexts are cut. */
const longestPath = 1000;

/** Adds the targets that others use as contexts; they are built without an output of their own unless asked for. */
export function linkContexts(resolution: Resolution, requested: ReadonlySet<string>): void {
  const walk: Walk = { resolution, requested, onlyCached: new Set(), settled: new Set(), visits: mostVisits };
  for (const target of [...resolution.resolved.values()]) visit(walk, target, []);
}

/** Whether no loop was met. */
function visit(walk: Walk, target: ResolvedTarget, path: readonly string[]): boolean {
  const { resolution, settled } = walk;
  if (target.contexts.size === 0 || settled.has(target.name)) return true;
  if (walk.visits-- <= 0 || path.length > longestPath) return false;
  let isSettled = true;
  for (const context of target.contexts.values()) {
    const name = linkedTarget(context);
    if (name === undefined) continue;
    const error = loopError(target.name, name, context, path);
    if (error !== undefined) {
      addError(resolution, error);
      isSettled = false;
      continue;
    }
    const linked = findLinked(walk, name, context);
    if (linked === undefined) continue;
    checkPlatforms(resolution, target, linked, context);
    isSettled = visit(walk, linked, [...path, target.name]) && isSettled;
    passEntitlements(resolution, target.name, name);
  }
  if (isSettled) settled.add(target.name);
  return isSettled;
}

function findLinked({ resolution, requested, onlyCached }: Walk, name: string, context: Sourced<string>): ResolvedTarget | undefined {
  const linked = resolution.resolved.get(name) ?? resolveInto(resolution, name, { ...context, value: name });
  if (linked !== undefined && !requested.has(name) && !onlyCached.has(name)) {
    onlyCached.add(name);
    const value: Entry = new Map([["type", "cacheonly"]]);
    resolution.resolved.set(name, { ...linked, output: [{ value, uri: linked.uri, span: linked.nameSpan, ownerTarget: name }] });
  }
  return linked;
}

function loopError(user: string, used: string, context: Sourced<string>, path: readonly string[]): ResolveError | undefined {
  const place = { uri: context.uri, span: context.span, target: context.ownerTarget, name: used };
  if (used === user) return { code: "context-loop", message: `target ${user} cannot link to itself`, ...place };
  return path.includes(used) ? { code: "context-loop", message: `infinite loop from ${user} to ${used}`, ...place } : undefined;
}

function addError(resolution: Resolution, error: ResolveError): void {
  if (!resolution.errors.some((other) => other.message === error.message)) resolution.errors.push(error);
}

function checkPlatforms(resolution: Resolution, user: ResolvedTarget, used: ResolvedTarget, context: Sourced<string>): void {
  const own = known(user.platforms);
  const other = known(used.platforms);
  if (own.length <= 1 || other.length <= 1 || own.every((platform) => other.includes(platform))) return;
  addError(resolution, {
    code: "invalid-value", uri: context.uri, span: context.span, target: context.ownerTarget, name: used.name,
    message: `target ${used.name} can't be used by ${user.name} because its platforms [${other.join(" ")}] are not a subset of [${own.join(" ")}]`,
  });
}

function known(items: readonly Sourced<string>[]): string[] {
  return items.flatMap(({ value }) => (isKnown(value) ? [value] : []));
}

function passEntitlements(resolution: Resolution, userName: string, usedName: string): void {
  const user = resolution.resolved.get(userName)!;
  const used = resolution.resolved.get(usedName)!;
  const own = known(user.entitlements);
  const added = used.entitlements.filter(({ value }) => !isKnown(value) || !own.includes(value));
  if (added.length > 0) resolution.resolved.set(userName, { ...user, entitlements: [...user.entitlements, ...added] });
}
