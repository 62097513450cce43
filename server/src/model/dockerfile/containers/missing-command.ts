import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, lastInChain, type Stage, startCommandOf } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { isShipped } from "../role.ts";
import type { DockerfileUse } from "../use.ts";

/** A shipped stage that is made to run as a container, and from which none starts by itself. */
export interface WithoutCommand {
  readonly stage: Stage;
  /** An instruction that only containers heed. */
  readonly setting: Instruction;
}

/** Only images without any command of their own count as bases: scratch, and the distroless ones that run compiled programs. */
export function shippedWithoutCommand(dockerfile: Dockerfile, use: DockerfileUse): WithoutCommand[] {
  return dockerfile.stages.flatMap((stage) => {
    const { distribution, programs, starts } = baseFacts(stage);
    const isBare = distribution === "scratch" || (distribution === "distroless" && programs?.size === 0);
    const { entrypoint, cmd } = startCommandOf(stage);
    if (!isBare || starts !== undefined || entrypoint || cmd || !isShipped(stage, use) || lastInChain(stage, "ONBUILD")) return [];
    const setting = (["EXPOSE", "HEALTHCHECK", "STOPSIGNAL", "VOLUME", "USER"] as const).map((kind) => lastInChain(stage, kind)).find((found) => found !== undefined);
    return setting ? [{ stage, setting }] : [];
  });
}
