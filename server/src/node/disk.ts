import type { Dirent, Stats } from "node:fs";
import type { FileHost, FileKind, FolderEntry } from "../base/host.ts";
import { pathOfFileUri } from "../base/uri.ts";

/** Files over this many bytes are not read for cross-file knowledge. */
const maximumBytes = 16 * 1024 * 1024;

/** How the disk is asked, at once or in turns; what fails throws or rejects. */
export interface DiskCalls {
  /** Undefined for what does not exist, unless that counts as failed. */
  stat(path: string): Stats | undefined | Promise<Stats>;
  readText(path: string): string | Promise<string>;
  list(path: string): Dirent[] | Promise<Dirent[]>;
}

/** The local disk. Whatever cannot be read counts as absent; nobody is stopped by one bad file. */
export const diskWith = (calls: DiskCalls): FileHost => ({
  async readText(uri: string): Promise<string | undefined> {
    const path = pathOfFileUri(uri);
    if (path === undefined) return undefined;
    try {
      const facts = await calls.stat(path);
      if (!facts?.isFile() || facts.size > maximumBytes) return undefined;
      return await calls.readText(path);
    } catch {
      return undefined;
    }
  },

  async kindOf(uri: string): Promise<FileKind | undefined> {
    const path = pathOfFileUri(uri);
    if (path === undefined) return undefined;
    try {
      const facts = await calls.stat(path);
      return facts?.isFile() ? "file" : facts?.isDirectory() ? "folder" : undefined;
    } catch {
      return undefined;
    }
  },

  async isExecutable(uri: string): Promise<boolean | undefined> {
    const path = pathOfFileUri(uri);
    if (path === undefined || process.platform === "win32") return undefined;
    try {
      const facts = await calls.stat(path);
      return facts && (facts.mode & 0o111) !== 0;
    } catch {
      return undefined;
    }
  },

  async list(folderUri: string): Promise<readonly FolderEntry[]> {
    const path = pathOfFileUri(folderUri);
    if (path === undefined) return [];
    try {
      const entries = await calls.list(path);
      // A link is taken for what its name suggests; following it could lead in circles.
      return entries.flatMap((entry): FolderEntry[] => {
        if (entry.isDirectory()) return [{ name: entry.name, kind: "folder" }];
        return entry.isFile() || entry.isSymbolicLink() ? [{ name: entry.name, kind: "file" }] : [];
      });
    } catch {
      return [];
    }
  },
});
