import type { ContextSource } from "./context-sources.ts";

/** Folders that programs write to, wherever they lie in a path. */
const outputFolders = /(?:^|\/)(?:dist|build|_build|target|out|output|bin|obj|publish|release|releases|artifacts?|generated|gen|\.next|node_modules)(?:\/|$)/i;

/** Whether a path leads into a folder that programs fill. */
export function isOutputPath(path: string): boolean {
  return outputFolders.test(path);
}

/** What compilers and packagers make. */
const madeFiles = /\.(?:jar|war|ear|deb|rpm|apk|whl|tgz|tar|gz|xz|zst|bz2|zip|exe|dll|so|nupkg|wasm)$/i;

/** Whether a path is one that a build fills, so that it may well be missing where nothing was built yet. */
export function isBuiltArtifact({ instruction, pattern }: ContextSource): boolean {
  if (isOutputPath(pattern) || madeFiles.test(pattern)) return true;
  if (instruction.kind !== "COPY" && instruction.kind !== "ADD") return false;
  // A program, as release tools put it beside the Dockerfile.
  const isProgramName = !/[.]/.test(pattern.slice(pattern.lastIndexOf("/") + 1));
  return isProgramName && /(?:^|\/)s?bin(?:\/|$)/.test(instruction.destination?.text ?? "");
}
