import type { Span } from "../../../base/span.ts";
import { groupBy } from "../../../base/group-by.ts";
import { copiesFrom, fileName, plainPath, sourcePaths } from "../files/copy-paths.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { isCredentialFile } from "./credential-files.ts";

/** A file with credentials that a later step deletes, though the layer of its COPY keeps it. */
export interface RemovedSecretFile {
  readonly stage: Stage;
  readonly name: string;
  /** Whether a file of this name holds credentials for sure; `.npmrc` may only name a registry, or a variable. */
  readonly isSure: boolean;
  /** Where it is deleted. */
  readonly span: Span;
}

export function removedSecretFiles(dockerfile: Dockerfile): RemovedSecretFile[] {
  const byStage = groupBy(copiedSecretFiles(dockerfile), ({ stage }) => stage);
  return [...byStage].flatMap(([stage, files]) => {
    const first = firstOfEach(files);
    return stepsOf(stage).flatMap(({ script, run }) =>
      script.facts.removals.flatMap(({ paths }) => paths).flatMap(({ path, span, extent }): RemovedSecretFile[] => {
        const file = extent === "all" ? keysOfRemoval(path).map((key) => first.get(key)).find((found) => found !== undefined && found.start < run.span.start) : undefined;
        return file ? [{ stage, name: file.name, isSure: file.isSure, span }] : [];
      }));
  });
}

/** The file that is copied first of those with one name, and with one name in a folder. */
function firstOfEach(files: readonly CopiedSecretFile[]): ReadonlyMap<string, CopiedSecretFile> {
  const first = new Map<string, CopiedSecretFile>();
  for (const file of files) {
    for (const key of [file.name, `${file.folder ?? anyFolder}/${file.name}`]) {
      const known = first.get(key);
      if (known === undefined || file.start < known.start) first.set(key, file);
    }
  }
  return first;
}

/** An absolute path is that of a file in its folder or in one that is not known. */
function keysOfRemoval(path: string): string[] {
  return path.startsWith("/") ? [path, `${anyFolder}/${fileName(path)}`] : [fileName(path)];
}

const anyFolder = "*";

interface CopiedSecretFile {
  readonly stage: Stage;
  /** In the image. */
  readonly name: string;
  /** Absolute; undefined where the working directory decides. */
  readonly folder: string | undefined;
  readonly isSure: boolean;
  readonly start: number;
}

function copiedSecretFiles(dockerfile: Dockerfile): CopiedSecretFile[] {
  return [...dockerfile.all("COPY"), ...dockerfile.all("ADD")].flatMap((copy) => {
    const stage = dockerfile.stageOf(copy);
    if (!stage || copiesFrom(copy) !== undefined) return [];
    const given = copy.destination ? plainPath(copy.destination) : "";
    const isFolder = given.endsWith("/") || copy.sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(given);
    return sourcePaths(copy).flatMap((word) => {
      const path = plainPath(word);
      const isSure = isCredentialFile(path);
      if (!isSure && fileName(path) !== ".npmrc") return [];
      const folder = !given.startsWith("/") ? undefined : isFolder ? given.replace(/\/+$/, "") : given.slice(0, given.lastIndexOf("/"));
      return [{ stage, name: fileName(isFolder ? path : given), folder, isSure, start: copy.span.start }];
    });
  });
}
