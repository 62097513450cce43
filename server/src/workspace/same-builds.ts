import { memoize } from "../base/memoize.ts";
import { isKnown, type ResolvedTarget, type Sourced, type SourcedMap } from "../eval/resolved-bake.ts";

/** What decides the result of a target, as text; undefined when something in it is unknown. Tags, caches and what is said about it are left out. */
export const buildKey = memoize((target: ResolvedTarget): string | undefined => {
  const { context, dockerfile, dockerfileInline, target: stage, network, noCache, pull, shmSize, call } = target;
  const single = [context, dockerfile, dockerfileInline, stage, network, noCache, pull, shmSize, call];
  const maps = [target.contexts, target.args, target.labels, target.extraHosts];
  const lists = [target.platforms, target.annotations, target.noCacheFilter, target.ulimits, target.entitlements, target.secret, target.ssh, target.output, target.attest];
  const all: readonly (Sourced<unknown> | undefined)[] = [...single, ...maps.flatMap((map) => [...map.values()]), ...lists.flat()];
  if (target.uncertain.size > 0 || all.some((item) => item !== undefined && !isKnown(item.value))) return undefined;
  return JSON.stringify([single.map((item) => item?.value ?? null), maps.map(entriesOf), lists.map((list) => list.map(({ value }) => plain(value)))]);
});

function entriesOf(map: SourcedMap): unknown {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { value }]) => [name, value]);
}

function plain(value: unknown): unknown {
  return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
}
