import { memoize } from "../base/memoize.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import { isKnown } from "../eval/resolved-bake.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** Names of targets that one call of bake builds: those of each group, with groups in groups followed. */
export function targetsBuiltTogether({ evaluation }: BakeSetEvaluation): ReadonlyMap<string, ReadonlySet<string>> {
  return builtTogether(evaluation);
}

const builtTogether = memoize(({ groups, targets }: BakeEvaluation): ReadonlyMap<string, ReadonlySet<string>> => {
  const members = (name: string, seen: Set<string>): string[] => {
    const group = groups.get(name);
    if (!group || seen.has(name)) return targets.has(name) ? [name] : [];
    seen.add(name);
    return group.targets.flatMap(({ value }) => (isKnown(value) ? members(value, seen) : []));
  };
  return new Map([...groups.keys()].map((name) => [name, new Set(members(name, new Set()))]));
});
