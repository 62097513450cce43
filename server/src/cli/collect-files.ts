import { readdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileUriOf, parentUri } from "../base/uri.ts";
import { disk } from "../node/disk.ts";
import { reasonOf } from "../node/read-source.ts";
import { discoverFiles } from "../workspace/discover-files.ts";
import { type FileRole, isBakeSetName, roleOfName } from "../workspace/file-kind.ts";

export interface CollectedFile {
  readonly uri: string;
  /** The language to open it with, which makes a file named by the user a Dockerfile or bake file whatever its name. */
  readonly languageId: string | undefined;
}

export interface CollectedFiles {
  readonly files: readonly CollectedFile[];
  /** Bake files that may build the files named, to be known though not linted. */
  readonly bakeFilesAround: readonly string[];
  /** Folders that paths and configurations are looked up in. */
  readonly folders: readonly string[];
  readonly problems: readonly string[];
}

/** Folders directly below an ancestor that are looked into for bake files; beyond this many, none of them is. */
const maximumSiblings = 60;

/** Finds what to lint: a file named is taken whatever its name, a folder is searched. */
export async function collectFiles(paths: readonly string[], workingFolder: string): Promise<CollectedFiles> {
  const files = new Map<string, CollectedFile>();
  const around = new Set<string>();
  const folders = new Set<string>([fileUriOf(workingFolder)]);
  const problems: string[] = [];
  for (const path of paths) {
    const full = resolve(workingFolder, path);
    const uri = fileUriOf(full);
    try {
      if ((await stat(full)).isDirectory()) {
        await readdir(full);
        const found = await discoverFiles(disk, uri);
        for (const file of [...found.bakeFiles, ...found.dockerfiles]) files.set(file, { uri: file, languageId: undefined });
        folders.add(uri);
      } else files.set(uri, { uri, languageId: languageOf(uri) });
      for (const bakeFile of await bakeFilesAround(full, workingFolder)) around.add(bakeFile);
    } catch (error) {
      problems.push(`${path}: ${reasonOf(error)}`);
    }
  }
  return { files: [...files.values()], bakeFilesAround: [...around].sort(), folders: [...folders], problems };
}

/** The text of standard input as the file `path`, which need not exist; bake files around it are known. */
export async function collectStdin(path: string, workingFolder: string): Promise<CollectedFiles> {
  const full = resolve(workingFolder, path);
  const uri = fileUriOf(full);
  const files = [{ uri, languageId: languageOf(uri) }];
  return { files, bakeFilesAround: (await bakeFilesAround(full, workingFolder)).sort(), folders: [fileUriOf(workingFolder)], problems: [] };
}

function languageOf(uri: string): string | undefined {
  const role: FileRole | undefined = roleOfName(uri.slice(uri.lastIndexOf("/") + 1));
  if (role === "bake-json" || role === "bake-hcl" || role === "compose") return undefined;
  return uri.endsWith(".hcl") ? "dockerbake" : "dockerfile";
}

/**
 * Bake files in the file's folder, in the folders above it and directly below those, as far up as the working folder or the
 * repository reaches. The editor knows all of the workspace; this finds the same for the usual layouts without a search.
 */
async function bakeFilesAround(path: string, workingFolder: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of await ancestors(fileUriOf(dirname(path)), fileUriOf(workingFolder))) {
    const entries = await disk.list(folder);
    const below = entries.filter((entry) => entry.kind === "folder" && !entry.name.startsWith(".") && entry.name !== "node_modules");
    const lists = below.length > maximumSiblings ? [] : await Promise.all(below.map((entry) => disk.list(`${folder}/${encodeURIComponent(entry.name)}`)));
    found.push(...bakeFilesOf(folder, entries));
    for (const [index, list] of lists.entries()) found.push(...bakeFilesOf(`${folder}/${encodeURIComponent(below[index]!.name)}`, list));
  }
  return found;
}

function bakeFilesOf(folder: string, entries: readonly { name: string; kind: string }[]): string[] {
  return entries.filter((entry) => entry.kind === "file" && isBakeSetName(entry.name)).map((entry) => `${folder}/${encodeURIComponent(entry.name)}`);
}

/** The folder and those above it that lie in the working folder or in the file's repository. */
async function ancestors(folder: string, workingFolder: string): Promise<string[]> {
  const chain: string[] = [];
  let current = folder;
  for (let depth = 0; depth < 12; depth++) {
    chain.push(current);
    const parent = parentUri(current);
    if (current === workingFolder) return chain;
    if (parent === current || parent.endsWith("//")) return [folder];
    if ((await disk.kindOf(`${current}/.git`)) !== undefined) return chain;
    current = parent;
  }
  return [folder];
}
