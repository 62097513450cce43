import type { Environment } from "../base/host.ts";
import { isInside, parentUri } from "../base/uri.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import { isKnown, type ResolvedBake } from "../eval/resolved-bake.ts";
import { bakeLanguage } from "./bake-language.ts";
import { type BakeSet, contextUriOf, dockerfileUriOf } from "./bake-sets.ts";
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
 * The folder in which the set is meant to be baked: its own, unless more of its targets' Dockerfiles, or as many and more of
 * their contexts, are found from a folder around it in the workspace, as with `bake -f deployment/docker-bake.hcl` in the
 * repository's root. The nearest wins.
 */
export function chooseWorkingFolder(set: BakeSet, resolved: ResolvedBake, workspaceFolders: readonly string[], store: FileStore): string {
  let best = set.folderUri;
  let most = countFound(resolved, best, store);
  for (const folder of foldersAround(set.folderUri, workspaceFolders)) {
    const count = countFound(resolved, folder, store);
    if (count.dockerfiles > most.dockerfiles || (count.dockerfiles === most.dockerfiles && count.contexts > most.contexts)) {
      best = folder;
      most = count;
    }
  }
  return best;
}

/** The folders above one, from the nearest to the workspace folder that holds it. */
function foldersAround(folderUri: string, workspaceFolders: readonly string[]): string[] {
  const root = workspaceFolders.find((folder) => folder !== folderUri && isInside(folder, folderUri));
  const around: string[] = [];
  for (let folder = folderUri; root !== undefined && folder !== root && parentUri(folder) !== folder;) {
    folder = parentUri(folder);
    around.push(folder);
  }
  return around;
}

/** How many of the files and folders that the targets name are there when paths start in a folder. A context of `.` always is. */
function countFound(resolved: ResolvedBake, workingFolderUri: string, store: FileStore): { dockerfiles: number; contexts: number } {
  const dockerfiles = new Set<string>();
  const contexts = new Set<string>();
  for (const target of resolved.targets.values()) {
    for (const { value } of [target.context, ...target.contexts.values()]) {
      const uri = isKnown(value) ? contextUriOf(value, workingFolderUri) : undefined;
      if (uri !== undefined && isInside(workingFolderUri, uri) && uri !== workingFolderUri) contexts.add(uri);
    }
    if (!isKnown(target.context.value) || !isKnown(target.dockerfile.value)) continue;
    const uri = dockerfileUriOf(target.context.value, target.dockerfile.value, workingFolderUri);
    if (uri !== undefined) dockerfiles.add(uri);
  }
  return {
    dockerfiles: [...dockerfiles].filter((uri) => store.get(uri) !== undefined).length,
    contexts: [...contexts].filter((uri) => store.kindOf(uri) === "folder").length,
  };
}
