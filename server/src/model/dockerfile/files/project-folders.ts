import { ownOfKind, type Stage, stageChain } from "../dockerfile.ts";
import type { CopyInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { cleanContextPath } from "./context-sources.ts";
import { coversName } from "./copied-files.ts";
import { copiesFrom, fileName, plainPath, sourceKind, sourcePaths } from "./copy-paths.ts";
import { resolveInImage, workdirBefore } from "./workdir.ts";

/** Where in the build context the project lies that a command of a stage works on. */
export interface ProjectFolder {
  /** Clean, "." for the context's own root. */
  readonly path: string;
  /** Whether every file of the folder arrives, as far as the ignore file lets it. */
  readonly isWhole: boolean;
  /** The source that brings the manifest. */
  readonly source: Word;
}

/**
 * The folder of the context whose files stand in the working directory of a command at `offset`, judged by where its manifest
 * comes from. Undefined where no copy or more than one place brings it, or another stage, image or variable has a part in it.
 */
export function projectFolder(stage: Stage, offset: number, manifest: string): ProjectFolder | undefined {
  const directory = workdirBefore(stage, offset);
  const found = new Map<string, ProjectFolder>();
  for (const link of stageChain(stage)) {
    for (const copy of [...ownOfKind(link, "COPY"), ...ownOfKind(link, "ADD")]) {
      if (link === stage && copy.span.start >= offset) continue;
      if (!copy.destination) continue;
      const place = resolveInImage(workdirBefore(link, copy.span.start), plainPath(copy.destination));
      if (copiesFrom(copy) !== undefined || copy.flags.some(({ name }) => name === "parents")) {
        if (isAtOrAbove(place, directory)) return undefined;
        continue;
      }
      for (const folder of foldersOf(copy, place, directory, manifest)) {
        const known = found.get(folder.path);
        if (!known || (folder.isWhole && !known.isWhole)) found.set(folder.path, folder);
      }
    }
  }
  return found.size === 1 ? [...found.values()][0] : undefined;
}

function foldersOf(copy: CopyInstruction, place: string, directory: string, manifest: string): ProjectFolder[] {
  const sources = sourcePaths(copy);
  const intoFolder = sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(plainPath(copy.destination!));
  return sources.flatMap((source): ProjectFolder[] => {
    const path = plainPath(source);
    if (path.includes("$") || /^(?:<<|\w+:\/\/)/.test(path)) return [];
    const clean = cleanContextPath(path);
    if (coversName(fileName(path), manifest)) {
      const lands = intoFolder ? place : place.replace(/\/[^/]*$/, "") || "/";
      return lands === directory ? [{ path: cleanContextPath(`${clean}/..`), isWhole: false, source }] : [];
    }
    if (/[*?[]/.test(path) || sourceKind(source) === "file" || !isAtOrAbove(place, directory)) return [];
    return [{ path: cleanContextPath(`${clean}/${directory.slice(place.length)}`), isWhole: true, source }];
  });
}

function isAtOrAbove(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
