import type { Span } from "../../../base/span.ts";
import { permissionChangesOf } from "../../shell/permissions.ts";
import type { Stage } from "../dockerfile.ts";
import { isAtOrBelow } from "./mounts.ts";
import { scriptOf } from "../scripts/scripts.ts";

/** Where a path stands in an instruction. */
export interface PlacedPath {
  readonly path: string;
  readonly span: Span;
}

/** Paths that steps of a stage change although a VOLUME of the stage in front of them covers them: each instruction once. */
export function laterChanges(stage: Stage): PlacedPath[] {
  const volumes: string[] = [];
  const changes: PlacedPath[] = [];
  for (const instruction of stage.instructions) {
    if (instruction.kind === "VOLUME") {
      for (const word of instruction.words) if (/^\/[^$]*$/.test(word.text)) volumes.push(word.text);
      continue;
    }
    if (volumes.length === 0) continue;
    const found = changedPaths(stage, instruction).find(({ path }) => volumes.some((volume) => isAtOrBelow(volume, path)));
    if (found) changes.push(found);
  }
  return changes;
}

function changedPaths(stage: Stage, instruction: Stage["instructions"][number]): PlacedPath[] {
  if (instruction.kind === "COPY" || instruction.kind === "ADD") {
    const { destination } = instruction;
    return destination ? [{ path: destination.text, span: destination.span }] : [];
  }
  if (instruction.kind !== "RUN") return [];
  const { invocations } = scriptOf(stage.dockerfile, instruction);
  const targets = permissionChangesOf(invocations).flatMap((change) => change.targets);
  const others = invocations.filter(({ name }) => /^(?:mkdir|touch|tee)$/.test(name)).flatMap((invocation) => invocation.arguments);
  return [...targets, ...others].filter((word) => !word.hasExpansion && word.unquoted.startsWith("/")).map((word) => ({ path: word.unquoted, span: word.span }));
}
