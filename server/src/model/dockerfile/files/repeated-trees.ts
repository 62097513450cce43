import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { PermissionChange } from "../../shell/permissions.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";
import { copiesFrom, fileName, plainPath } from "./copy-paths.ts";
import { isAtOrBelow } from "./mounts.ts";
import { placeIn } from "./places.ts";

/** A step that only changes owner or mode of trees which COPY has put there, so that each of their files is stored again. */
export interface RepeatedTree {
  readonly step: RunStep;
  readonly change: PermissionChange;
  readonly path: string;
  /** The copies in the same stage that put files there, at least one. */
  readonly copies: readonly CopyInstruction[];
  /** Whether all that is below the path came by them, as far as the file tells. */
  readonly isAll: boolean;
}

/** More of them only a program writes, and each costs a look at its whole stage. */
const mostSteps = 50;

export function repeatedTrees(dockerfile: Dockerfile): RepeatedTree[] {
  return runSteps(dockerfile).filter(isOnlyRecursive).slice(0, mostSteps).flatMap((step) => repeatedTree(step) ?? []);
}

function isOnlyRecursive({ script, isOnbuild }: RunStep): boolean {
  const { permissionChanges } = script.facts;
  const [change] = permissionChanges;
  return !isOnbuild && script.invocations.length === 1 && change !== undefined && change.isRecursive && change.kind !== "chgrp" && change.targets.length === 1;
}

function repeatedTree(step: RunStep): RepeatedTree | undefined {
  const { script, stage, run } = step;
  const change = script.facts.permissionChanges[0]!;
  const target = change.targets[0]!.value;
  if (target === undefined || target.includes("*")) return undefined;
  const path = placeIn(stage, run.span.start, target);
  const copies = path === "/" ? [] : treesBelow(stage, path, run.span.start);
  if (copies.length === 0) return undefined;
  const isAll = stage.instructions.every((instruction) => instruction.span.start >= run.span.start || instruction.kind !== "RUN") && copies.some((copy) => destinationOf(stage, copy) === path);
  return { step, change, path, copies, isAll };
}

/** Copies of folders to a path or below it. */
function treesBelow(stage: Stage, path: string, offset: number): CopyInstruction[] {
  return stage.instructions.flatMap((instruction) =>
    (instruction.kind === "COPY" || instruction.kind === "ADD") && instruction.span.start < offset && isTree(instruction) && isAtOrBelow(path, destinationOf(stage, instruction) ?? "") ? [instruction] : []);
}

function isTree(copy: CopyInstruction): boolean {
  return copiesFrom(copy) !== undefined || copy.sources.some((source) => {
    const name = fileName(plainPath(source));
    return name === "." || name === "" || !name.includes(".") || plainPath(source).endsWith("/");
  });
}

function destinationOf(stage: Stage, { destination, span }: CopyInstruction): string | undefined {
  const path = destination && plainPath(destination);
  return path === undefined || path.includes("$") ? undefined : placeIn(stage, span.start, path);
}
