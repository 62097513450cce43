import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { mountOptionsOf } from "../../../syntax/dockerfile/mount.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";

/** A place where an instruction takes something from a stage, a named context or an image. */
export interface StageReference {
  readonly instruction: Instruction;
  /** The stage that holds the instruction. */
  readonly stage: Stage | undefined;
  readonly by: "FROM" | "COPY" | "mount";
  /** The name as written, without the flag in front of it. */
  readonly span: Span;
  readonly text: string;
  /** The stage that is meant: always an earlier one. Undefined for images, contexts and variables. */
  readonly target: Stage | undefined;
  /** Whether a number was written for the stage. */
  readonly isIndex: boolean;
}

/** All references of a file in order, those inside ONBUILD included. */
export const stageReferences: (dockerfile: Dockerfile) => readonly StageReference[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.tree.instructions.flatMap((instruction) => referencesIn(dockerfile, instruction, dockerfile.stageOf(instruction))));

const uses = memoize((dockerfile: Dockerfile) => groupByTarget(stageReferences(dockerfile)));

/** The references that mean this stage, in order. */
export function usesOfStage(stage: Stage): readonly StageReference[] {
  return uses(stage.dockerfile).get(stage) ?? [];
}

function groupByTarget(all: readonly StageReference[]): ReadonlyMap<Stage, readonly StageReference[]> {
  const groups = new Map<Stage, StageReference[]>();
  for (const reference of all) {
    if (!reference.target) continue;
    const group = groups.get(reference.target);
    if (group) group.push(reference);
    else groups.set(reference.target, [reference]);
  }
  return groups;
}

function referencesIn(dockerfile: Dockerfile, instruction: Instruction, stage: Stage | undefined): StageReference[] {
  switch (instruction.kind) {
    case "FROM":
      return instruction.image ? [fromReference(instruction, instruction.image.text, instruction.image.span, stage)] : [];
    case "COPY":
      return instruction.flags.flatMap((flag) =>
        flag.name === "from" && flag.value && flag.plainValue !== undefined
          ? [reference(dockerfile, instruction, stage, "COPY", flag.value.span, flag.plainValue)]
          : []);
    case "RUN":
      return mountReferences(dockerfile, instruction, stage);
    case "ONBUILD":
      return instruction.inner ? referencesIn(dockerfile, instruction.inner, stage) : [];
    default:
      return [];
  }
}

/** FROM knows earlier stages by name only. */
function fromReference(instruction: Instruction, text: string, span: Span, stage: Stage | undefined): StageReference {
  const target = stage?.base.kind === "stage" ? stage.base.stage : undefined;
  return { instruction, stage, by: "FROM", span, text, target, isIndex: false };
}

function mountReferences(dockerfile: Dockerfile, instruction: Instruction, stage: Stage | undefined): StageReference[] {
  return instruction.flags.flatMap((flag) => {
    if (flag.name !== "mount" || !flag.value?.text.includes("from")) return [];
    return mountOptionsOf(dockerfile.text, flag.value, dockerfile.tree.escape).flatMap((option) =>
      option.key.toLowerCase() === "from" && option.value !== undefined && option.valueSpan
        ? [reference(dockerfile, instruction, stage, "mount", option.valueSpan, option.value)]
        : []);
  });
}

function reference(dockerfile: Dockerfile, instruction: Instruction, stage: Stage | undefined, by: "COPY" | "mount", span: Span, text: string): StageReference {
  const isIndex = by === "COPY" && /^\d+$/.test(text);
  const isName = isIndex || !/^\d+$/.test(text);
  const target = stage && isName ? dockerfile.findStage(text, stage.index) : undefined;
  return { instruction, stage, by, span, text, target, isIndex: isIndex && target !== undefined && target.name?.text !== text };
}

/** The stages that the last one needs, itself included: what a build without a target runs. */
export const stagesOfDefaultBuild = memoize((dockerfile: Dockerfile): ReadonlySet<Stage> => {
  const last = dockerfile.stages[dockerfile.stages.length - 1];
  return stagesNeededBy(dockerfile, last ? [last] : []);
});

/** The stages that these stages need, themselves included. */
export function stagesNeededBy(dockerfile: Dockerfile, roots: readonly Stage[]): ReadonlySet<Stage> {
  const needs = new Map<Stage, Stage[]>();
  for (const { stage, target } of stageReferences(dockerfile)) {
    if (!stage || !target) continue;
    const list = needs.get(stage);
    if (list) list.push(target);
    else needs.set(stage, [target]);
  }
  const found = new Set<Stage>(roots);
  const open = [...roots];
  for (let stage = open.pop(); stage; stage = open.pop()) {
    for (const needed of needs.get(stage) ?? []) {
      if (found.has(needed)) continue;
      found.add(needed);
      open.push(needed);
    }
  }
  return found;
}
