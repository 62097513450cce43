import { referencesOf } from "../eval/references.ts";
import type { BakeBlock, BakeFile } from "../model/bake/bake-file.ts";
import type { Body, Expression } from "../syntax/hcl/tree.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** Names of variables and globals that some expression of the set mentions; a variable's own block does not count for itself. */
export function usedVariables(bake: BakeSetEvaluation): Set<string> {
  const used = new Set<string>();
  const add = (expression: Expression, own?: string): void => {
    for (const { name } of referencesOf(expression).variables) if (name !== own) used.add(name);
  };
  for (const { bakeFile } of bake.files) {
    for (const global of bakeFile?.globals ?? []) add(global.value, global.name);
    for (const block of blocksOf(bakeFile)) {
      for (const expression of expressionsIn(block.block.body)) add(expression, block.type === "variable" ? block.name : undefined);
    }
  }
  return used;
}

/** Whether some expression of the set reads an attribute of this target, as `target.NAME.context` does. */
export function isTargetRead(bake: BakeSetEvaluation, target: string): boolean {
  return bake.files.some(({ bakeFile }) => expressionsOf(bakeFile).some((expression) =>
    referencesOf(expression).variables.some(({ name, first }) => name === "target" && first?.kind === "attribute" && first.name === target)));
}

/** The values of all attributes, those of nested blocks included. */
export function expressionsIn(body: Body): Expression[] {
  return body.items.flatMap((item) => (item.kind === "attribute" ? [item.value] : expressionsIn(item.body)));
}

function blocksOf(file: BakeFile | undefined): readonly BakeBlock[] {
  return file ? [...file.targets, ...file.groups, ...file.variables, ...file.functions] : [];
}

function expressionsOf(file: BakeFile | undefined): Expression[] {
  return [...(file?.globals ?? []).map(({ value }) => value), ...blocksOf(file).flatMap(({ block }) => expressionsIn(block.body))];
}
