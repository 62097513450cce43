import { memoize } from "../../../base/memoize.ts";
import { resolvePath } from "../../shell/working-directory.ts";
import { countBefore, ownOfKind, rootBase, type Stage, stageChain } from "../dockerfile.ts";

/** Stands for the working directory of a base image, which the file does not tell. */
const baseDirectory = "/<base>";

/**
 * The working directory of a stage in front of an offset: absolute and normalized. Below an image whose directory is not
 * known it starts with `/<base>`, so that two such paths can be compared; variables stay as written.
 */
export function workdirBefore(stage: Stage, offset: number): string {
  return directoriesOf(stage)[countBefore(ownOfKind(stage, "WORKDIR"), offset)]!;
}

/** What holds in front of the stage's first WORKDIR, and behind each of them. */
const directoriesOf = memoize((stage: Stage): readonly string[] => {
  let directory = rootBase(stage).kind === "scratch" ? "/" : baseDirectory;
  const own: string[] = [];
  for (const link of stageChain(stage).reverse()) {
    if (link === stage) own.push(directory);
    for (const { words } of ownOfKind(link, "WORKDIR")) {
      const path = words[0]?.text.replace(/^(["'])(.*)\1$/s, "$2");
      if (path) directory = resolveInImage(directory, path);
      if (link === stage) own.push(directory);
    }
  }
  return own;
});

/** A path in the image, made absolute from a directory. */
export function resolveInImage(directory: string, path: string): string {
  return resolvePath(directory, path) ?? `${directory}/${path}`;
}
