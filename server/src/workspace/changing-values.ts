import { memoize } from "../base/memoize.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";
import { namesBehind } from "./names-behind.ts";

const changing: ReadonlySet<string> = new Set(["timestamp", "uuidv4", "bcrypt"]);

/** Whether the name of such a function stands anywhere in the files. */
const namesChanging = memoize((bake: BakeSetEvaluation) => bake.files.some(({ text }) => [...changing].some((name) => text.includes(name))));

/** Functions that an expression calls, itself or through variables and own functions, and that give another value each time. */
export function changingCalls(bake: BakeSetEvaluation, expression: Expression): string[] {
  return namesChanging(bake) ? [...namesBehind(bake, expression).functions].filter((name) => changing.has(name)) : [];
}
