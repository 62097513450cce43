/** The folders of the submodules that a `.gitmodules` lists: what lies in them is only there once it was checked out as well. */
export function submoduleFolders(text: string): string[] {
  return [...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*(.*\S)/gm)].map(([, folder]) => folder!);
}

/** Whether a path from the root of the repository is one of these folders or lies in one. */
export function isInSubmodule(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
