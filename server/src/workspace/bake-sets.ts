import { nameOfUri, parentUri, relativePath, resolveUri } from "../base/uri.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import type { ResolvedBake } from "../eval/resolved-bake.ts";
import { defaultLookup } from "../eval/bake-set.ts";
import type { Snapshot } from "./snapshot.ts";

/** Bake files that one `docker buildx bake` loads together. */
export interface BakeSet {
  /** Stable as long as the files' places are. */
  readonly id: string;
  /** For people: the main file's path from its workspace folder. */
  readonly label: string;
  /** The folder in which the files lie; bake is run there or in the workspace folder. */
  readonly folderUri: string;
  /** In buildx's order of evaluation. */
  readonly files: readonly Snapshot[];
  /** Whether a plain `bake` in the folder loads exactly these. */
  readonly isDefaultLookup: boolean;
  /** Whether a plain `bake` also loads Compose files, whose services become targets that are not known here. */
  readonly hasCompose: boolean;
}

/** A set with what it evaluates to. */
export interface BakeSetEvaluation extends BakeSet {
  /** The folder that relative paths start from: the one in which more of the targets' Dockerfiles are found. */
  readonly workingFolderUri: string;
  readonly evaluation: BakeEvaluation;
  /** All targets resolved, abstract ones included. */
  readonly resolved: ResolvedBake;
}

/** Sorts bake files into sets: the default lookup of each folder, every other file alone, and the sets of the settings. */
export function findBakeSets(
  files: readonly Snapshot[],
  composeFolders: ReadonlySet<string>,
  workspaceFolders: readonly string[],
  configured: readonly (readonly Snapshot[])[],
): BakeSet[] {
  const sets: BakeSet[] = [];
  const byFolder = new Map<string, Map<string, Snapshot>>();
  for (const file of files) {
    const folder = parentUri(file.uri);
    const names = byFolder.get(folder) ?? new Map<string, Snapshot>();
    byFolder.set(folder, names.set(nameOfUri(file.uri), file));
  }
  for (const [folderUri, names] of byFolder) {
    const found = defaultLookup.flatMap((name) => names.get(name) ?? []).filter((file) => file.text !== "" && isBakeFile(file));
    const hasCompose = composeFolders.has(folderUri);
    if (found.length > 0) sets.push(makeSet(found, folderUri, true, hasCompose, workspaceFolders));
    for (const file of names.values()) {
      if (!found.includes(file) && isBakeFile(file)) sets.push(makeSet([file], folderUri, false, false, workspaceFolders));
    }
  }
  for (const group of configured) {
    if (group.length > 0) sets.push(makeSet(group, parentUri(group[0]!.uri), false, false, workspaceFolders));
  }
  return sets.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isBakeFile(file: Snapshot): boolean {
  return file.role === "bake-hcl" || file.role === "bake-json";
}

function makeSet(files: readonly Snapshot[], folderUri: string, isDefaultLookup: boolean, hasCompose: boolean, workspaceFolders: readonly string[]): BakeSet {
  const root = workspaceFolders.find((folder) => `${folderUri}/`.startsWith(`${folder.replace(/\/$/, "")}/`));
  const main = files.find((file) => !nameOfUri(file.uri).includes(".override.")) ?? files[0]!;
  return {
    id: files.map((file) => file.uri).join("|"),
    label: root === undefined ? nameOfUri(main.uri) : relativePath(root, main.uri),
    folderUri,
    files,
    isDefaultLookup,
    hasCompose,
  };
}

/** Where a target's build context lies; undefined for a remote one, standard input or one that cannot be known. */
export function contextUriOf(context: string, workingFolderUri: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(context) && !context.startsWith("cwd://")) return undefined;
  if (context === "-" || context.startsWith("target:") || context.startsWith("docker-image:")) return undefined;
  return resolveUri(workingFolderUri, context.replace(/^cwd:\/\//, ""));
}

/** Where a target's Dockerfile lies: relative to its context, or to the working folder behind `cwd://`. */
export function dockerfileUriOf(context: string, dockerfile: string, workingFolderUri: string): string | undefined {
  if (dockerfile.startsWith("cwd://")) return resolveUri(workingFolderUri, dockerfile.slice("cwd://".length));
  const contextUri = contextUriOf(context, workingFolderUri);
  if (contextUri === undefined || dockerfile === "-" || /^[a-z]+:\/\//i.test(dockerfile)) return undefined;
  return resolveUri(contextUri, dockerfile);
}
