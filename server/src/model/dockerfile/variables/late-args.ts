import type { Dockerfile, Stage } from "../dockerfile.ts";
import { stagesOn } from "./mentions.ts";

/** Instructions that take no time, whatever values stand in them. */
const quickKinds: ReadonlySet<string> = new Set(["ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "STOPSIGNAL", "USER", "VOLUME"]);

/** Whether these stages only declare an argument where no step comes after that a new value would run again. */
export function isArgHarmless(dockerfile: Dockerfile, stages: ReadonlySet<Stage>, name: string): boolean {
  const mention = new RegExp(`\\b${name.replace(/\W/g, "\\$&")}\\b`);
  if ([...stages].some((stage) => mention.test(stage.from.image?.text ?? ""))) return false;
  return [...stages].every((stage) => {
    const at = stage.instructions.findIndex((instruction) => instruction.kind === "ARG" && instruction.pairs.some(({ key }) => key.text === name));
    const later = at < 0 ? [] : stage.instructions.slice(at + 1);
    // What a stage hands on in its environment, the steps of others see.
    const isHandedOn = later.some(({ kind }) => kind === "ENV") && stagesOn(stage).some((other) => stages.has(other));
    return !isHandedOn && later.every((instruction) => quickKinds.has(instruction.kind) || (instruction.kind === "COPY" && !mention.test(dockerfile.written(instruction))));
  });
}
