import { access, constants, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, sep } from "node:path";
import { env, platform } from "node:process";

export interface ProgramSearch {
  /** The PATH to search; the process's own when left out. */
  readonly path?: string | undefined;
  /** Folders, as absolute paths, in which no program is taken however PATH and links lead there. */
  readonly excludedFolders?: readonly string[];
}

/**
 * The absolute path of a program of that name on PATH, or of that absolute path. It is looked up here and not by the system, which
 * on Windows would try the working folder first; folders of PATH that are not absolute are left out for the same reason.
 */
export async function findProgram(nameOrPath: string, { path: searched = env["PATH"] ?? "", excludedFolders = [] }: ProgramSearch = {}): Promise<string | undefined> {
  const folders = searched.split(delimiter).filter(isAbsolute);
  const isPath = /[\\/]/.test(nameOrPath);
  if (isPath && !isAbsolute(nameOrPath)) return undefined;
  const name = platform === "win32" && !/\.exe$/i.test(nameOrPath) ? `${nameOrPath}.exe` : nameOrPath;
  for (const path of isPath ? [name] : folders.map((folder) => join(folder, name))) {
    if ((await isProgram(path)) && !(await liesIn(excludedFolders, path))) return path;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function liesIn(folders: readonly string[], path: string): Promise<boolean> {
  for (const folder of folders) {
    const real = await realpath(folder).catch(() => folder);
    if (path.startsWith(folder + sep) || (await realpath(path)).startsWith(real + sep)) return true;
  }
  return false;
}
