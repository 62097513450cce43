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
  return [...byStage].flatMap(([stage, files]) =>
    stepsOf(stage).flatMap(({ script, run }) =>
      script.facts.removals.flatMap(({ paths }) => paths).flatMap(({ path, span, extent }): RemovedSecretFile[] => {
        const file = extent === "all" ? files.find(({ name, folder, start }) => start < run.span.start && name === fileName(path) && !isElsewhere(folder, path)) : undefined;
        return file ? [{ stage, name: file.name, isSure: file.isSure, span }] : [];
      })));
}

/** A file of the same name in another folder, as far as both are known. */
function isElsewhere(folder: string | undefined, path: string): boolean {
  return folder !== undefined && path.startsWith("/") && path.slice(0, path.lastIndexOf("/")) !== folder;
}

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
