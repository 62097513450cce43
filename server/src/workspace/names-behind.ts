import { referencesOf } from "../eval/references.ts";
import type { BakeFile } from "../model/bake/bake-file.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** What a value is made from. */
export interface NamesBehind {
  readonly variables: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

/** All variables and functions that an expression uses, itself or through the definitions of others. */
export function namesBehind(bake: Pick<BakeSetEvaluation, "files">, expression: Expression): NamesBehind {
  const files = bake.files.flatMap((file) => file.bakeFile ?? []);
  const variables = new Set<string>();
  const functions = new Set<string>();
  const visit = (at: Expression): void => {
    const found = referencesOf(at);
    for (const name of addNew(functions, found.calls)) resultsOf(files, name).forEach(visit);
    for (const name of addNew(variables, found.variables)) valuesOf(files, name).forEach(visit);
  };
  visit(expression);
  return { variables, functions };
}

/** Adds names to those that are known; gives the new ones. */
function addNew(known: Set<string>, references: readonly { readonly name: string }[]): string[] {
  const added = references.map(({ name }) => name).filter((name) => !known.has(name));
  for (const name of added) known.add(name);
  return added;
}

function resultsOf(files: readonly BakeFile[], name: string): Expression[] {
  return files.flatMap(({ functions }) => functions.flatMap((block) => (block.name === name ? (block.attributes.get("result")?.value ?? []) : [])));
}

/** The values of globals and the defaults of variables of this name. */
function valuesOf(files: readonly BakeFile[], name: string): Expression[] {
  return files.flatMap(({ globals, variables }) => [
    ...globals.flatMap((global) => (global.name === name ? [global.value] : [])),
    ...variables.flatMap((block) => (block.name === name ? (block.attributes.get("default")?.value ?? []) : [])),
  ]);
}
