import { sourceKind, sourcePaths } from "../files/copy-paths.ts";
import { wholeContextSource } from "../files/whole-context.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { mentionedIn } from "./mentions.ts";

const mentionsDevelopment = mentionedIn(/php\.ini-development|APP_ENV[= ]"?(?:dev|local|test)|phpunit/);

/**
 * Whether the image of a stage holds an application to be shipped. Images for development and tests get the source
 * by a mount when they are started, or say what they are.
 */
export function holdsPhpApplication(stage: Stage): boolean {
  const chain = stageChain(stage);
  return chain.some(copiesSource) && !chain.some((link) => mentionsDevelopment(link, link.span.end));
}

function copiesSource({ instructions }: Stage): boolean {
  return instructions.some((instruction) =>
    (instruction.kind === "COPY" || instruction.kind === "ADD") &&
    !/^\/(?:usr|etc)\b/.test(instruction.destination?.text ?? "") &&
    (wholeContextSource(instruction) !== undefined || sourcePaths(instruction).some((word) => sourceKind(word) === "folder")));
}
