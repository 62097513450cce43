import { readdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { FolderEntry } from "../base/host.ts";
import { fileUriOf, parentUri } from "../base/uri.ts";
import { disk } from "../node/synchronous-disk.ts";
import { reasonOf } from "../node/read-source.ts";
import { discoverFiles } from "../workspace/discover-files.ts";
import { isBakeSetUri, roleOfDocument } from "../workspace/file-kind.ts";

export interface CollectedFile {
  readonly uri: string;
  /** The language to open it with, which makes a file named by the user a Dockerfile or bake file whatever its name. */
  readonly languageId: string | undefined;
}

export interface CollectedFiles {
  readonly files: readonly CollectedFile[];
  /** Bake files that may build the files named, to be known though not linted. */
  readonly bakeFilesAround: readonly string[];
  /** Dockerfiles near the files named, to be known though not linted. */
  readonly dockerfilesAround: readonly string[];
  /** Folders that paths and configurations are looked up in. */
  readonly folders: readonly string[];
  readonly problems: readonly string[];
}

/** Folders directly below an ancestor that are looked into for bake files; beyond this many, none of them is. */
const maximumSiblings = 60;

/** Finds what to lint: a file named is taken whatever its name, a folder is searched. */
export async function collectFiles(paths: readonly string[], workingFolder: string): Promise<CollectedFiles> {
  const files = new Map<string, CollectedFile>();
  const bakeFiles = new Set<string>();
  const dockerfiles = new Set<string>();
  const folders = new Set<string>([fileUriOf(workingFolder)]);
  const problems: string[] = [];
  for (const path of paths) {
    const full = resolve(workingFolder, path);
    const uri = fileUriOf(full);
    try {
      if (statSync(full).isDirectory()) {
        readdirSync(full);
        const found = await discoverFiles(disk, uri);
        for (const file of [...found.bakeFiles, ...found.dockerfiles, ...found.workflows]) files.set(file, { uri: file, languageId: undefined });
        folders.add(uri);
      } else files.set(uri, { uri, languageId: languageOf(uri) });
      const around = await filesAround(full, workingFolder);
      for (const bakeFile of around.bakeFiles) bakeFiles.add(bakeFile);
      for (const dockerfile of around.dockerfiles) dockerfiles.add(dockerfile);
    } catch (error) {
      problems.push(`${path}: ${reasonOf(error)}`);
    }
  }
  return { files: [...files.values()], bakeFilesAround: [...bakeFiles].sort(), dockerfilesAround: [...dockerfiles].sort(), folders: [...folders], problems };
}

/** The text of standard input as the file `path`, which need not exist; bake files around it are known. */
export async function collectStdin(path: string, workingFolder: string): Promise<CollectedFiles> {
  const full = resolve(workingFolder, path);
  const uri = fileUriOf(full);
  const files = [{ uri, languageId: languageOf(uri) }];
  const { bakeFiles, dockerfiles } = await filesAround(full, workingFolder);
  return { files, bakeFilesAround: bakeFiles.sort(), dockerfilesAround: dockerfiles.sort(), folders: [fileUriOf(workingFolder)], problems: [] };
}

function languageOf(uri: string): string | undefined {
  const role = roleOfDocument(uri, undefined);
  if (role !== undefined && role !== "dockerfile") return undefined;
  return uri.endsWith(".hcl") ? "dockerbake" : "dockerfile";
}

/**
 * Bake files in the file's folder, in the folders above it and directly below those, as far up as the working folder or the
 * repository reaches, and Dockerfiles no farther away than that in its folder and the one above. The editor knows all of the
 * workspace; this finds the same for the usual layouts without a search.
 */
async function filesAround(path: string, workingFolder: string): Promise<{ bakeFiles: string[]; dockerfiles: string[] }> {
  const bakeFiles: string[] = [];
  const dockerfiles: string[] = [];
  for (const [distance, folder] of (await ancestors(fileUriOf(dirname(path)), fileUriOf(workingFolder))).entries()) {
    const entries = await disk.list(folder);
    const below = entries.filter((entry) => entry.kind === "folder" && !entry.name.startsWith(".") && entry.name !== "node_modules");
    const folders = below.length > maximumSiblings ? [] : below.map((entry) => `${folder}/${encodeURIComponent(entry.name)}`);
    const lists = await Promise.all(folders.map((other) => disk.list(other)));
    const uris = [...filesOf(folder, entries), ...lists.flatMap((list, index) => filesOf(folders[index]!, list))];
    bakeFiles.push(...uris.filter(isBakeSetUri));
    if (distance < 2) dockerfiles.push(...uris.filter((uri) => roleOfDocument(uri, undefined) === "dockerfile"));
  }
  return { bakeFiles, dockerfiles };
}

function filesOf(folder: string, entries: readonly FolderEntry[]): string[] {
  return entries.filter(({ kind }) => kind === "file").map(({ name }) => `${folder}/${encodeURIComponent(name)}`);
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
