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

/** Some tenths of a second. Behind it values are Unknown, and nothing is reported of them. */
const stepBudget = 1_000_000;
/** What one value may take of it: nothing else gets a turn in between. */
const expressionBudget = 150_000;
/** A build of more targets is nothing that people read in an editor. */
const combinations = 4000;

/** Gives a file by its path from the folder in which the set lies. */
export type ReadBeside = (path: string) => Snapshot | undefined;

/** An evaluation that may have to wait for its next turn. */
export interface EvaluationOfFiles {
  /** Goes on for about so many steps. Undefined while there is more to do. */
  advance(steps: number): EvaluatedFiles | undefined;
}

/** To be called once the language of bake files is loaded, and for Compose files their reader; with what the set was `before`, if it was. */
export function beginEvaluation(files: readonly Snapshot[], environment: Environment, readBeside: ReadBeside, before: BakeEvaluation | undefined): EvaluationOfFiles {
  const compose = files.flatMap((file) => (file.role === "compose" ? (file.yaml ?? []) : []));
  const base = compose.length === 0 ? {} : {
    compose: { files: compose, readYaml: (path: string) => readBeside(path)?.yaml, readText: (path: string) => readBeside(path)?.text, unset: "unknown" as const },
  };
  const input = { files: files.flatMap((file) => file.bakeFile ?? []), ...base, environment, budget: stepBudget, expressionBudget, combinations };
  const run = bakeLanguage.loaded!.beginEvaluation(input, before);
  return {
    advance: (steps) => {
      const evaluation = run.advance(steps);
      return evaluation && { evaluation, resolved: evaluation.resolveAll() };
    },
  };
}

/**
 * The folder in which the set is meant to be baked: its own, unless more of its targets' Dockerfiles are found from a
 * workspace folder around it, as with `bake -f deployment/docker-bake.hcl` in the repository's root.
 */
export function chooseWorkingFolder(set: BakeSet, resolved: ResolvedBake, workspaceFolders: readonly string[], store: FileStore): string {
  const around = workspaceFolders.filter((folder) => folder !== set.folderUri && isInside(folder, set.folderUri));
  if (around.length === 0) return set.folderUri;
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
