import type { Span } from "../../../base/span.ts";
import { type Dockerfile, type Stage, stageChain } from "../dockerfile.ts";

/**
 * An ENV that hides the ARG of this name wherever it is declared in the stages: an environment variable wins over an argument,
 * also over one that is declared behind it. Undefined when some stage sees the argument.
 */
export function envInFrontOfArg(dockerfile: Dockerfile, stages: ReadonlySet<Stage>, name: string): Span | undefined {
  if (dockerfile.metaArgs.some((arg) => arg.name === name)) return undefined;
  let hiding: Span | undefined;
  for (const stage of stages) {
    for (const [index, instruction] of stage.instructions.entries()) {
      if (instruction.kind !== "ARG" || !instruction.pairs.some((pair) => pair.key.text === name)) continue;
      const env = envBefore(stage, index, name);
      if (!env) return undefined;
      hiding ??= env;
    }
  }
  return hiding;
}

function envBefore(stage: Stage, index: number, name: string): Span | undefined {
  for (const link of stageChain(stage)) {
    const instructions = link === stage ? link.instructions.slice(0, index) : link.instructions;
    for (const instruction of instructions) {
      const pair = instruction.kind === "ENV" ? instruction.pairs.find((candidate) => candidate.key.text === name) : undefined;
      if (pair) return pair.span;
    }
  }
  return undefined;
}
