import type { Span } from "../../../base/span.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { isRootUser, userAt } from "../users/users.ts";
import { foldersAround, handedOver, homesOf, ownWorkdir, plainFolder } from "./handed-folders.ts";

/** A folder for data that belongs to root. */
export interface StateFolder {
  readonly path: string;
  readonly span: Span;
  readonly stage: Stage;
  /** Declared by VOLUME, which creates it when nothing else does. */
  readonly isVolume: boolean;
}

/** Data folders that the chain of a stage creates as root and hands to nobody. */
export function stateFolders(stage: Stage): StateFolder[] {
  const folders: StateFolder[] = [];
  const made = new Set<string>();
  const owned = new Set<string>(homesOf(stage));
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      for (const path of ownWorkdir(link, instruction)) if (!made.has(path)) owned.add(path);
      for (const folder of madeByRoot(link, instruction)) {
        folders.push(folder);
        made.add(folder.path);
      }
      for (const path of handedOver(link, instruction)) owned.add(path);
    }
  }
  // An owner of a folder that cannot be read may be any folder's.
  if ([...owned].some((path) => path.includes("$") || path.includes("*"))) return [];
  return folders.filter(({ path }) => !foldersAround(path).some((other) => owned.has(other)));
}

function madeByRoot(stage: Stage, instruction: Instruction): StateFolder[] {
  if (instruction.kind === "VOLUME") return instruction.words.flatMap((word) => (word.text.startsWith("/") ? [{ path: plainFolder(word.text), span: word.span, stage, isVolume: true }] : []));
  if (instruction.kind !== "RUN" || !isRootUser(userAt(stage, instruction) ?? "root")) return [];
  return scriptOf(stage.dockerfile, instruction).invocations.filter(({ name }) => name === "mkdir").flatMap((mkdir) =>
    mkdir.arguments.flatMap((word) => (!word.hasExpansion && isStateFolder(word.unquoted) ? [{ path: plainFolder(word.unquoted), span: word.span, stage, isVolume: false }] : [])));
}

function isStateFolder(path: string): boolean {
  return /^\/(?:data|storage|uploads|media|srv|state|cache|logs?|var\/(?:lib|log|run)\/(?!apt|apk|dpkg|cache)[^/]+|run\/[^/]+)(?:\/|$)/.test(path) && !path.includes("*");
}
