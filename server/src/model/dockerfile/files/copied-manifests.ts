import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { type ProjectInstall, projectInstalls } from "../packages/project-installs.ts";
import { copiesFrom, fileName, plainPath, sourcePaths } from "./copy-paths.ts";
import { wholeContextSource } from "./whole-context.ts";

/** Manifests that are copied for the install behind them, in a stage that copies everything later. */
export interface CopiedManifests {
  readonly install: ProjectInstall;
  readonly copy: CopyInstruction;
  /** Paths in the context; undefined where a pattern stands among them. */
  readonly paths: readonly string[] | undefined;
}

export function copiedManifests(dockerfile: Dockerfile): CopiedManifests[] {
  return projectInstalls(dockerfile).flatMap((install) => {
    const { run, stage } = install.step;
    const index = stage.instructions.indexOf(run);
    const copy = stage.instructions[index - 1];
    if (copy?.kind !== "COPY" || copiesFrom(copy) !== undefined || copy.flags.length > 0 || copy.json || !/^\.\/?$/.test(copy.destination?.text ?? "")) return [];
    const later = stage.instructions.slice(index + 1).some((next) => next.kind === "COPY" && wholeContextSource(next) && /^\.\/?$/.test(next.destination?.text ?? ""));
    const paths = sourcePaths(copy).map((word) => plainPath(word).replace(/^\.\//, ""));
    const known = new Set([...install.manifests, ...install.lockFiles]);
    const isManifest = paths.every((path) => known.has(fileName(path)) || /[*?]/.test(path));
    if (!later || !isManifest || paths.length === 0) return [];
    return [{ install, copy, paths: paths.some((path) => /[*?[/$\s]/.test(path)) ? undefined : paths }];
  });
}
