import { readdir, readFile, stat } from "node:fs/promises";
import type { FileHost, FileKind, FolderEntry } from "../base/host.ts";
import { pathOfFileUri } from "../base/uri.ts";

/** Files over this many bytes are not read for cross-file knowledge. */
const maximumBytes = 16 * 1024 * 1024;

/** The local disk. Whatever cannot be read counts as absent; nobody is stopped by one bad file. */
export const disk: FileHost = {
  async readText(uri: string): Promise<string | undefined> {
    const path = pathOfFileUri(uri);
    if (path === undefined) return undefined;
    try {
      const facts = await stat(path);
      if (!facts.isFile() || facts.size > maximumBytes) return undefined;
      return await readFile(path, "utf8");
    } catch {
      return undefined;
    }
  },

  async kindOf(uri: string): Promise<FileKind | undefined> {
    const path = pathOfFileUri(uri);
    if (path === undefined) return undefined;
    try {
      const facts = await stat(path);
      return facts.isFile() ? "file" : facts.isDirectory() ? "folder" : undefined;
    } catch {
      return undefined;
    }
  },

  async isExecutable(uri: string): Promise<boolean | undefined> {
    const path = pathOfFileUri(uri);
    if (path === undefined || process.platform === "win32") return undefined;
    try {
      return ((await stat(path)).mode & 0o111) !== 0;
    } catch {
      return undefined;
    }
  },

  async list(folderUri: string): Promise<readonly FolderEntry[]> {
    const path = pathOfFileUri(folderUri);
    if (path === undefined) return [];
    try {
      const entries = await readdir(path, { withFileTypes: true });
      // A link is taken for what its name suggests; following it could lead in circles.
      return entries.flatMap((entry): FolderEntry[] => {
        if (entry.isDirectory()) return [{ name: entry.name, kind: "folder" }];
        return entry.isFile() || entry.isSymbolicLink() ? [{ name: entry.name, kind: "file" }] : [];
      });
    } catch {
      return [];
    }
  },
};
