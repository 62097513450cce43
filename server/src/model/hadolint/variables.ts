import type { Instruction } from "../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile/dockerfile.ts";
import { isUnpinnedRpm } from "./pins.ts";
import { type Place, runsWith } from "./runs.ts";

/** Installs by these programs of packages without a version. Variables that the stage has declared so far may be versions. */
export function unpinnedRpms(dockerfile: Dockerfile, ...programs: readonly string[]): Place[] {
  const declared = firstDeclarations(dockerfile);
  const isKnown = (name: string, { span }: Instruction, stage: Stage | undefined): boolean => (declared.get(stage)?.get(name) ?? Number.POSITIVE_INFINITY) < span.start;
  return runsWith(dockerfile, (command, { instruction }) =>
    programs.some((program) => isUnpinnedRpm(command, program, (name) => isKnown(name, instruction, dockerfile.stageOf(instruction)))));
}

/** By stage: where each name is declared first. */
function firstDeclarations(dockerfile: Dockerfile): Map<Stage | undefined, Map<string, number>> {
  const declared = new Map<Stage | undefined, Map<string, number>>();
  for (const instruction of dockerfile.tree.instructions) {
    if (instruction.kind !== "ARG" && instruction.kind !== "ENV") continue;
    const stage = dockerfile.stageOf(instruction);
    const names = declared.get(stage) ?? new Map<string, number>();
    declared.set(stage, names);
    for (const { key } of instruction.pairs) if (!names.has(key.text)) names.set(key.text, instruction.span.start);
  }
  return declared;
}

/** Users that are no numbers. A variable that any ARG above has declared may be one, and so may one whose name only begins so. */
export function namedUsers(dockerfile: Dockerfile): Place[] {
  const declared = new Set<string>();
  return dockerfile.tree.instructions.flatMap((instruction) => {
    if (instruction.kind === "ARG") for (const { key } of instruction.pairs) declared.add(key.text);
    if (instruction.kind !== "USER") return [];
    const user = dockerfile.written(instruction.argumentsSpan).split(":")[0]!;
    return /^\d*$/.test(user) || mentions(user, declared) ? [] : [{ instruction, span: instruction.headSpan }];
  });
}

function mentions(text: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/\$(?:(\w+)|\{(\w+)\})/g)].some(([, bare = "", braced = ""]) =>
    names.has(braced) || Array.from({ length: bare.length }, (_, index) => bare.slice(0, index + 1)).some((start) => names.has(start)));
}
