import { memoize } from "../../../base/memoize.ts";
import type { Stage } from "../dockerfile.ts";

/** How many stages above are looked at, so that a file of thousands stays linear. */
const farthest = 100;
/** More variables in one name are no name that somebody composes, and would cost much to look for. */
const mostVariables = 4;

/** The stages that `FROM build-${TARGETOS}` may build on, as far as their names tell; none where FROM has no variable. */
export const possibleBases: (stage: Stage) => readonly Stage[] = memoize(({ dockerfile, from, index }: Stage) => {
  const text = from.image?.text ?? "";
  if (!text.includes("$")) return [];
  const fixed = text.split(/\$(?:\{[^}]*\}|\w+)/);
  // Of a variable alone any stage might be the value.
  if (fixed.every((part) => !/\w/.test(part)) || text.includes("/") || fixed.length > mostVariables + 1) return [];
  const pattern = new RegExp(`^${fixed.map((part) => part.replace(/\W/g, "\\$&")).join(".*")}$`, "i");
  return dockerfile.stages.slice(Math.max(0, index - farthest), index).filter(({ name }) => name !== undefined && pattern.test(name.text));
});
