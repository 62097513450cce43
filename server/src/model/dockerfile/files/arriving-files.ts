import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { cleanContextPath } from "./context-sources.ts";
import { coversName } from "./copied-files.ts";
import { copiesFrom, fileName, plainPath, sourcePaths } from "./copy-paths.ts";
import { resolveInImage, workdirBefore } from "./workdir.ts";

/** A file of the build context that a COPY or ADD puts at some place of the image, if it is there. */
export interface ArrivingFile {
  readonly copy: CopyInstruction;
  readonly stage: Stage;
  /** Clean, in the build context. */
  readonly path: string;
  /** Whether the instruction names the file, not a folder that it may lie in. */
  readonly isNamed: boolean;
}

/**
 * What may become a program that a stage starts, by its path or by its name alone; what is copied last comes first, up to a copy out of
 * another stage that may have brought it.
 */
export function filesArriving(stage: Stage, program: string): ArrivingFile[] {
  const target = program.includes("/") ? resolveInImage(workdirBefore(stage, Number.POSITIVE_INFINITY), program) : program;
  const found: ArrivingFile[] = [];
  for (const link of stageChain(stage)) {
    for (const copy of [...link.instructions].reverse()) {
      if ((copy.kind !== "COPY" && copy.kind !== "ADD") || !copy.destination) continue;
      const place = resolveInImage(workdirBefore(link, copy.span.start), plainPath(copy.destination));
      if (copiesFrom(copy) !== undefined && mayCover(place, target)) return found;
      if (copiesFrom(copy) === undefined) found.push(...arrivalsBy(copy, place, target).map((arrival) => ({ copy, stage: link, ...arrival })));
    }
  }
  return found;
}

/** Whether what is copied to a place may hold the target; a program that is looked for by its name is in a `bin` folder. */
function mayCover(place: string, target: string): boolean {
  if (!target.includes("/")) return place === "/" || place === "/usr" || place === "/usr/local" || /\/s?bin(?:\/|$)/.test(place);
  return place === "/" || target === place || target.startsWith(`${place}/`);
}

type Arrival = Pick<ArrivingFile, "path" | "isNamed">;

function arrivalsBy(copy: CopyInstruction, place: string, target: string): Arrival[] {
  return sourcePaths(copy).flatMap((source): Arrival[] => {
    const path = plainPath(source);
    if (/[[$]|^<<|:\/\//.test(path)) return [];
    return [namedArrival(path, place, target), folderArrival(path, place, target)].filter((arrival) => arrival !== undefined);
  });
}

/** A name alone may be a folder to copy into or the file's new name. */
function namedArrival(path: string, place: string, target: string): Arrival | undefined {
  const name = fileName(path);
  if (/[*?]/.test(name)) {
    const wanted = fileName(target);
    const isThere = !/[*?]/.test(path.slice(0, -name.length)) && target === joined(place, wanted) && coversName(name, wanted);
    return isThere ? { path: cleanContextPath(path.slice(0, -name.length) + wanted), isNamed: true } : undefined;
  }
  const isTarget = (lands: string): boolean => (target.includes("/") ? lands === target : fileName(lands) === target && /\/s?bin\//.test(lands));
  return isTarget(joined(place, name)) || isTarget(place) ? { path: cleanContextPath(path), isNamed: true } : undefined;
}

/** Of a folder, what is in it is copied. */
function folderArrival(path: string, place: string, target: string): Arrival | undefined {
  const inside = joined(place, "");
  if (/[*?]/.test(path) || !target.startsWith(inside)) return undefined;
  return { path: cleanContextPath(`${path}/${target.slice(inside.length)}`), isNamed: false };
}

function joined(folder: string, name: string): string {
  return `${folder === "/" ? "" : folder}/${name}`;
}
