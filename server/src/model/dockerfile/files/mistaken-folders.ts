import { memoize } from "../../../base/memoize.ts";
import type { CopyInstruction, Instruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { countBefore, ownOfKind, rootBase, type Stage, stageChain } from "../dockerfile.ts";
import { isOfficialImage } from "../images/image-reference.ts";
import { fileName, plainPath, sourceKind, sourcePaths } from "./copy-paths.ts";

/** A file that gets the name of a folder which the stage needs later. */
export interface MistakenFolder {
  readonly destination: Word;
  /** The file's own name, in the build context or another stage. */
  readonly source: string;
  readonly path: string;
  /** What later instruction takes the path for a folder. */
  readonly proof: Instruction;
}

/** Folders that images have, so that a file goes into them. */
const standardFolder = /^\/(?:bin|boot|dev|etc|lib\w*|proc|run|sbin|sys|tmp|usr|var)(?:\/|$)|^\/(?:home|media|mnt|opt|root|srv)$/;

/** The copies of single files in a stage whose base surely has no folder of the destination's name, and nothing in the file makes it. */
export function mistakenFolders(stage: Stage): MistakenFolder[] {
  const base = rootBase(stage);
  if (base.kind !== "scratch" && (base.kind !== "image" || !isOfficialImage(base.ref))) return [];
  return [...ownOfKind(stage, "COPY"), ...ownOfKind(stage, "ADD")].flatMap((copy) => mistakenFolder(stage, copy) ?? []);
}

/** How many instructions below a copy are looked at, so that a long file takes linear time. */
const farthest = 100;

function mistakenFolder(stage: Stage, copy: CopyInstruction): MistakenFolder | undefined {
  const { destination } = copy;
  const [source, ...others] = sourcePaths(copy);
  if (!destination || !source || others.length > 0 || copy.heredocs.length > 0 || !/^(?:file|zip)$/.test(sourceKind(source)) || /[*?[]/.test(source.text)) return undefined;
  const path = plainPath(destination);
  if (!/^(?:\/[\w-]+)+$/.test(path) || standardFolder.test(path)) return undefined;
  const name = fileName(plainPath(source));
  const first = countBefore(stage.instructions, copy.span.end);
  const proof = stage.instructions.slice(first, first + farthest).find((other) => needsFolder(stage, other, path, name));
  return proof === undefined || isNamedBefore(stage, copy, path) ? undefined : { destination, source: name, path, proof };
}

function needsFolder({ dockerfile }: Stage, instruction: Instruction, path: string, name: string): boolean {
  switch (instruction.kind) {
    case "WORKDIR":
      return `${plainPath(instruction.words[0] ?? { text: "", span: instruction.span })}/`.startsWith(`${path}/`);
    case "COPY":
    case "ADD":
      return instruction.destination !== undefined && plainPath(instruction.destination).startsWith(`${path}/`);
    case "CMD":
    case "ENTRYPOINT":
    case "RUN":
      return new RegExp(`(?<![\\w./-])${path}/${name.replaceAll(".", "\\.")}(?![\\w/-])`).test(dockerfile.written(instruction));
    default:
      return false;
  }
}

/** Whether an instruction in front of the copy speaks of the path, and so may have made the folder. */
function isNamedBefore(stage: Stage, copy: CopyInstruction, path: string): boolean {
  return stageChain(stage).some((link) => (firstMentions(link).get(path) ?? Infinity) < (link === stage ? copy.span.start : Infinity));
}

/** Where each absolute path, and each folder that it lies in, stands first in a stage. */
const firstMentions = memoize((stage: Stage): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const instruction of stage.instructions) {
    for (const [path] of stage.dockerfile.written(instruction).matchAll(/\/[\w-]+(?:\/[\w-]+){0,20}/g)) {
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
        const folder = path.slice(0, end);
        if (!first.has(folder)) first.set(folder, instruction.span.start);
      }
    }
  }
  return first;
});
