import type { Word } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, type Stage, stageChain, startCommandOf } from "../dockerfile.ts";
import { roleOf } from "../role.ts";
import type { DockerfileUse } from "../use.ts";
import { copiesFrom } from "../files/copy-paths.ts";
import { isOfficialImage, shortRepository } from "./image-reference.ts";

/** The image of a shipped stage that needs nothing of it but a root file system. */
export interface DistrolessCandidate {
  readonly stage: Stage;
  readonly word: Word;
}

const systems = /^(?:alpine|debian|ubuntu|busybox|fedora|almalinux|rockylinux|amazonlinux)$/;

export function distrolessCandidates(dockerfile: Dockerfile, use: DockerfileUse): DistrolessCandidate[] {
  return dockerfile.stages.flatMap((stage) => {
    const word = stage.from.image;
    const { base } = stage;
    if (!word || base.kind !== "image" || !isOfficialImage(base.ref) || !systems.test(shortRepository(base.ref)) || !/^(?:service|job)$/.test(roleOf(stage, use))) return [];
    const { entrypoint, cmd } = startCommandOf(stage);
    const start = entrypoint ?? cmd;
    const instructions = stageChain(stage).flatMap((link) => link.instructions);
    const isBuilt = instructions.some((instruction) => instruction.kind === "COPY" && copiesFrom(instruction) !== undefined);
    const isPlain = instructions.every((instruction) => instruction.kind !== "RUN" && (instruction.kind !== "HEALTHCHECK" || instruction.command?.form !== "shell"));
    const program = start?.command?.exec?.items[0]?.value ?? "";
    return isBuilt && isPlain && program !== "" && !/(?:^|\/)(?:(?:ba|da|a)?sh)$|\.sh$|entrypoint/.test(program) ? [{ stage, word }] : [];
  });
}
