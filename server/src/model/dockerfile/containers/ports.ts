import type { Word } from "../../../syntax/dockerfile/tree.ts";
import type { Stage } from "../dockerfile.ts";
import { expandIn, scopeBefore } from "../variables/scope.ts";
import { stepsOf, type Step } from "../steps.ts";

/** One port that EXPOSE names. */
export interface ExposedPort {
  readonly step: Step;
  readonly word: Word;
  /** With variables replaced. */
  readonly text: string;
  /** Whether it is written without variables, quotes and escapes. */
  readonly isLiteral: boolean;
  /** Whether every build without build arguments gets this text. */
  readonly isExact: boolean;
  /** What stands in front of the container's port: an address, a port of the host. Empty when nothing does. */
  readonly host: string;
  readonly port: string;
  /** As written; `tcp` when it is left out. */
  readonly protocol: string;
}

/** The ports of a stage's own EXPOSE instructions and of those that its base triggers. */
export function portsOf(stage: Stage): ExposedPort[] {
  return stepsOf(stage).flatMap((step) => {
    const { instruction } = step;
    if (instruction.kind !== "EXPOSE") return [];
    const scope = scopeBefore(stage, instruction);
    return instruction.words.flatMap((word) => {
      const { value, isExact } = expandIn(scope, word.text, stage.dockerfile.tree.escape);
      return value.split(/\s+/).filter(Boolean).map((text) => ({ step, word, text, isExact, isLiteral: value === word.text, ...partsOf(text) }));
    });
  });
}

function partsOf(text: string): { host: string; port: string; protocol: string } {
  const colon = text.lastIndexOf(":");
  const [port = "", protocol = ""] = text.slice(colon + 1).split(/\/(.*)/s, 2);
  return { host: colon < 0 ? "" : text.slice(0, colon).replace(/^:|:$/, ""), port, protocol: protocol === "" ? "tcp" : protocol };
}
