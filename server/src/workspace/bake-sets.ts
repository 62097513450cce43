import { nameOfUri, parentUri, relativePath, resolveUri } from "../base/uri.ts";
import { isBakeRole } from "./file-kind.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import type { ResolvedBake } from "../eval/resolved-bake.ts";
import { defaultLookup } from "../eval/bake-set.ts";
import type { BakeFile } from "../model/bake/bake-file.ts";
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
  /** Whether Compose files are among the files. */
  readonly hasCompose: boolean;
  /** Whether the set is a single file that may be meant to be loaded with others: bake files lie beside it, and nothing says which. */
  readonly isPartial: boolean;
  /** What all bake files of the workspace declare, with the files that do; shared by all sets. */
  readonly declaredAnywhere: DeclaredNames;
}

/** URIs of bake files by what they declare: variables and globals by their names, targets by `targetKey`. */
export type DeclaredNames = ReadonlyMap<string, readonly string[]>;

/** A set with what it evaluates to. */
export interface BakeSetEvaluation extends BakeSet {
  /** The folder that relative paths start from: the one in which more of the targets' Dockerfiles are found. */
  readonly workingFolderUri: string;
  readonly evaluation: BakeEvaluation;
  /** All targets resolved, abstract ones included. */
  readonly resolved: ResolvedBake;
  /** Variables out of the env files of the settings, which builds of the set need. */
  readonly envFileValues: ReadonlyMap<string, string>;
}

/** Sorts bake files into sets: the default lookup of each folder, every other file alone, and the sets of the settings. */
export function findBakeSets(
  files: readonly Snapshot[],
  workspaceFolders: readonly string[],
  configured: readonly (readonly Snapshot[])[],
  declaredAnywhere: DeclaredNames,
): BakeSet[] {
  const sets: BakeSet[] = [];
  const make = (members: readonly Snapshot[], folderUri: string, facts: SetFacts): void => {
    sets.push(bakeSetOf(members, folderUri, facts, workspaceFolders, declaredAnywhere));
  };
  const byFolder = new Map<string, Map<string, Snapshot>>();
  for (const file of files) {
    const folder = parentUri(file.uri);
    const names = byFolder.get(folder) ?? new Map<string, Snapshot>();
    byFolder.set(folder, names.set(nameOfUri(file.uri), file));
  }
  for (const [folderUri, names] of byFolder) {
    const found = defaultLookup.flatMap((name) => names.get(name) ?? []).filter((file) => file.text !== "" && (isBakeFile(file) || file.role === "compose"));
    if (found.length > 0) make(found, folderUri, { isDefaultLookup: true, isPartial: false });
    const bakeFiles = [...names.values()].filter(isBakeFile);
    for (const file of bakeFiles) {
      if (!found.includes(file)) make([file], folderUri, { isDefaultLookup: false, isPartial: bakeFiles.length > 1 });
    }
  }
  for (const group of configured) {
    if (group.length > 0) make(group, parentUri(group[0]!.uri), { isDefaultLookup: false, isPartial: false });
  }
  return sets.sort((a, b) => (a.id < b.id ? -1 : 1));
}

type SetFacts = Pick<BakeSet, "isDefaultLookup" | "isPartial">;

/** The set of some files that are loaded together; there is at least one. */
export function bakeSetOf(files: readonly Snapshot[], folderUri: string, facts: SetFacts, workspaceFolders: readonly string[], declaredAnywhere: DeclaredNames): BakeSet {
  return { ...placeOf(files, folderUri, workspaceFolders), files, ...facts, hasCompose: files.some(({ role }) => role === "compose"), declaredAnywhere };
}

function isBakeFile(file: Snapshot): boolean {
  return isBakeRole(file.role);
}

function placeOf(files: readonly Snapshot[], folderUri: string, workspaceFolders: readonly string[]): Pick<BakeSet, "id" | "label" | "folderUri"> {
  const root = workspaceFolders.find((folder) => `${folderUri}/`.startsWith(`${folder.replace(/\/$/, "")}/`));
  const main = files.find((file) => isBakeFile(file) && !nameOfUri(file.uri).includes(".override.")) ?? files[0]!;
  return {
    id: files.map((file) => file.uri).join("|"),
    label: root === undefined ? nameOfUri(main.uri) : relativePath(root, main.uri),
    folderUri,
  };
}

/** Where a target stands among the declared names: no variable has a blank in its name. */
export function targetKey(name: string): string {
  return `target ${name}`;
}

/** Collects what the files declare; the map `before` itself when it says the same, so that what was derived from it stays valid. */
export function declaredNames(files: readonly BakeFile[], before: DeclaredNames | undefined): DeclaredNames {
  const names = new Map<string, string[]>();
  for (const { uri, variables, globals, targets } of files) {
    for (const name of [...[...variables, ...globals].map((each) => each.name), ...targets.map((each) => targetKey(each.name))]) {
      const uris = names.get(name) ?? [];
      if (!uris.includes(uri)) names.set(name, [...uris, uri]);
    }
  }
  const isSame = before !== undefined && before.size === names.size && [...names].every(([name, uris]) => before.get(name)?.join("|") === uris.join("|"));
  return isSame ? before : names;
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
