import type { Flag } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, type Stage, stageChain } from "../dockerfile.ts";
import { roleOf } from "../role.ts";
import type { DockerfileUse } from "../use.ts";

export interface BuildPlatformStage {
  /** The shipped stage. */
  readonly stage: Stage;
  /** The flag of the FROM that takes the image, in this stage or below it. */
  readonly flag: Flag;
}

/** Shipped stages whose image is that of the building machine's platform; each flag once. */
export function buildPlatformStages(dockerfile: Dockerfile, use: DockerfileUse): BuildPlatformStage[] {
  const seen = new Set<Flag>();
  return dockerfile.stages.flatMap((stage) => {
    const { from, base } = stageChain(stage).at(-1)!;
    const flag = platformFlag(from.flags);
    if (!flag || seen.has(flag) || base.kind !== "image" || !isBuildPlatform(flag) || roleOf(stage, use) === "builder") return [];
    // Without a command of its own it rather is a step of a pipeline than an image for others.
    if (roleOf(stage, use) === "base" && stage.instructions.every(({ kind }) => kind !== "CMD" && kind !== "ENTRYPOINT")) return [];
    seen.add(flag);
    return [{ stage, flag }];
  });
}

export function platformFlag(flags: readonly Flag[]): Flag | undefined {
  return flags.find(({ name }) => name === "platform");
}

function isBuildPlatform({ plainValue }: Flag): boolean {
  return /^\$(?:BUILDPLATFORM|\{BUILDPLATFORM\})$/.test(plainValue ?? "");
}
