import type { Environment } from "../base/host.ts";
import { isInside } from "../base/uri.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import { isKnown, type ResolvedBake } from "../eval/resolved-bake.ts";
import { bakeLanguage } from "./bake-language.ts";
import { type BakeSet, dockerfileUriOf } from "./bake-sets.ts";
import type { FileStore } from "./file-store.ts";
import type { Snapshot } from "./snapshot.ts";

export interface EvaluatedFiles {
  readonly evaluation: BakeEvaluation;
  /** All targets resolved, abstract ones included. */
  readonly resolved: ResolvedBake;
}

/** About a tenth of a second: what an editor can wait for. Behind it values are Unknown, and nothing is reported of them. */
const stepBudget = 1_000_000;

/** Gives a file by its path from the folder in which the set lies. */
export type ReadBeside = (path: string) => Snapshot | undefined;

/** To be called once the language of bake files is loaded, and for Compose files their reader. */
export function evaluateFiles(files: readonly Snapshot[], environment: Environment, readBeside: ReadBeside): EvaluatedFiles {
  const compose = files.flatMap((file) => (file.role === "compose" ? (file.yaml ?? []) : []));
  const base = compose.length === 0 ? {} : {
    compose: { files: compose, readYaml: (path: string) => readBeside(path)?.yaml, readText: (path: string) => readBeside(path)?.text, unset: "unknown" as const },
  };
  const evaluation = bakeLanguage.loaded!.evaluateBake({ files: files.flatMap((file) => file.bakeFile ?? []), ...base, environment, budget: stepBudget });
  return { evaluation, resolved: evaluation.resolveAll() };
}

/**
 * The folder in which the set is meant to be baked: its own, unless more of its targets' Dockerfiles are found from a
 * workspace folder around it, as with `bake -f deployment/docker-bake.hcl` in the repository's root.
 */
export function chooseWorkingFolder(set: BakeSet, resolved: ResolvedBake, workspaceFolders: readonly string[], store: FileStore): string {
  const around = workspaceFolders.filter((folder) => folder !== set.folderUri && isInside(folder, set.folderUri));
  let best = set.folderUri;
  let most = countDockerfiles(resolved, best, store);
  for (const folder of around) {
    const count = countDockerfiles(resolved, folder, store);
    if (count > most) {
      best = folder;
      most = count;
    }
  }
  return best;
}

function countDockerfiles(resolved: ResolvedBake, workingFolderUri: string, store: FileStore): number {
  const uris = new Set<string>();
  for (const target of resolved.targets.values()) {
    const context = target.context.value;
    const dockerfile = target.dockerfile.value;
    if (!isKnown(context) || !isKnown(dockerfile)) continue;
    const uri = dockerfileUriOf(context, dockerfile, workingFolderUri);
    if (uri !== undefined) uris.add(uri);
  }
  return [...uris].filter((uri) => store.get(uri) !== undefined).length;
}
