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
  /** Where it is deleted. */
  readonly span: Span;
}

export function removedSecretFiles(dockerfile: Dockerfile): RemovedSecretFile[] {
  const byStage = groupBy(copiedSecretFiles(dockerfile), ({ stage }) => stage);
  return [...byStage].flatMap(([stage, files]) =>
    stepsOf(stage).flatMap(({ script, run }) =>
      script.facts.removals.flatMap(({ paths }) => paths).flatMap(({ path, span, extent }): RemovedSecretFile[] => {
        const file = extent === "all" ? files.find(({ name, start }) => start < run.span.start && name === fileName(path)) : undefined;
        return file ? [{ stage, name: file.name, span }] : [];
      })));
}

/** Each with its name in the image. */
function copiedSecretFiles(dockerfile: Dockerfile): { readonly stage: Stage; readonly name: string; readonly start: number }[] {
  return [...dockerfile.all("COPY"), ...dockerfile.all("ADD")].flatMap((copy) => {
    const stage = dockerfile.stageOf(copy);
    if (!stage || copiesFrom(copy) !== undefined) return [];
    const given = copy.destination ? plainPath(copy.destination) : "";
    const isFolder = given.endsWith("/") || copy.sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(given);
    return sourcePaths(copy).flatMap((word) => {
      const path = plainPath(word);
      if (!isCredentialFile(path) && fileName(path) !== ".npmrc") return [];
      return [{ stage, name: fileName(isFolder ? path : given), start: copy.span.start }];
    });
  });
}
