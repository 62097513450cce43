import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { findInstruction } from "../../../data/instructions.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { mountsOf } from "../files/mounts.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { buildVariablesOf } from "../variables/expansions.ts";

/** A use of something that Docker's frontend did not know from the start. */
export interface FeatureUse {
  /** As messages call it: `--link`, `a heredoc`. */
  readonly name: string;
  readonly span: Span;
  /** Major and minor version of the first stable frontend that has it. */
  readonly since: readonly [number, number];
}

/** The uses of later features in a file, in order. */
export const featureUses: (dockerfile: Dockerfile) => readonly FeatureUse[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.tree.instructions.flatMap((instruction) => {
    const inner = instruction.kind === "ONBUILD" && instruction.inner ? instruction.inner : instruction;
    return [...flagFeatures(inner), ...mountFeatures(dockerfile, inner), ...heredocFeatures(inner), ...expansionFeatures(dockerfile, inner)];
  }));

/** Compares versions that may lack their end: `1` is older than no version that begins with 1. */
export function isOlder(version: readonly number[], than: readonly number[]): boolean {
  for (const [index, part] of version.entries()) {
    const other = than[index] ?? 0;
    if (part !== other) return part < other;
  }
  return false;
}

function flagFeatures({ keyword, flags }: Instruction): FeatureUse[] {
  const known = findInstruction(keyword)?.flags ?? [];
  return flags.flatMap(({ name, nameSpan }) => {
    const since = known.find((flag) => flag.name === name)?.since;
    return since === undefined ? [] : [{ name: `--${name}`, span: { start: nameSpan.start - 2, end: nameSpan.end }, since: versionOf(since) }];
  });
}

/** A secret as a variable. */
function mountFeatures(dockerfile: Dockerfile, instruction: Instruction): FeatureUse[] {
  if (instruction.kind !== "RUN") return [];
  return mountsOf(dockerfile, instruction).flatMap(({ type, options }) => {
    const option = type === "secret" ? options.find(({ key }) => key.toLowerCase() === "env") : undefined;
    return option ? [{ name: "env in a secret mount", span: option.span, since: [1, 10] as const }] : [];
  });
}

function heredocFeatures({ heredocs }: Instruction): FeatureUse[] {
  return heredocs.map(({ span }) => ({ name: "a heredoc", span, since: [1, 4] as const }));
}

/** Patterns in variables, as in `${VERSION#v}` and `${NAME//_/-}`. */
function expansionFeatures(dockerfile: Dockerfile, instruction: Instruction): FeatureUse[] {
  return buildVariablesOf(dockerfile, instruction).flatMap(({ operator, span }) =>
    operator !== undefined && /^[#%/]/.test(operator) ? [{ name: dockerfile.written(span), span, since: [1, 7] as const }] : []);
}

function versionOf(text: string): readonly [number, number] {
  const [major, minor] = text.split(".").map(Number);
  return [major ?? 1, minor ?? 0];
}
