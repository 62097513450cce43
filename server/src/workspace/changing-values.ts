import { memoize } from "../base/memoize.ts";
import { referencesOf } from "../eval/references.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

const changing: ReadonlySet<string> = new Set(["timestamp", "uuidv4", "bcrypt"]);

/** Whether the name of such a function stands anywhere in the files. */
const namesChanging = memoize((bake: BakeSetEvaluation) => bake.files.some(({ text }) => [...changing].some((name) => text.includes(name))));

/** Functions that an expression calls, itself or through variables and own functions, and that give another value each time. */
export function changingCalls(bake: BakeSetEvaluation, expression: Expression): string[] {
  if (!namesChanging(bake)) return [];
  const files = bake.files.flatMap((file) => file.bakeFile ?? []);
  const seen = new Set<string>();
  const visit = (at: Expression): string[] => {
    const { calls, variables } = referencesOf(at);
    const direct = calls.map(({ name }) => name).filter((name) => changing.has(name));
    const used = [...calls.map(({ name }) => `function ${name}`), ...variables.map(({ name }) => `variable ${name}`)].filter((name) => !seen.has(name) && seen.add(name));
    return [...direct, ...used.flatMap((name) => definitions(files, name).flatMap(visit))];
  };
  return visit(expression);
}

function definitions(files: readonly NonNullable<BakeSetEvaluation["files"][number]["bakeFile"]>[], wanted: string): Expression[] {
  const [kind, name] = wanted.split(" ");
  return files.flatMap((file) => {
    if (kind === "function") return file.functions.flatMap((block) => (block.name === name ? (block.attributes.get("result")?.value ?? []) : []));
    const globals = file.globals.filter((global) => global.name === name).map(({ value }) => value);
    return [...globals, ...file.variables.flatMap((block) => (block.name === name ? (block.attributes.get("default")?.value ?? []) : []))];
  });
}
