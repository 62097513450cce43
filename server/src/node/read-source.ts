import { readFileSync, statSync } from "node:fs";

export type SourceFile = { readonly text: string } | { readonly problem: string };

/** Files over this size are not linted: no Dockerfile is as large, and a report of one helps nobody. */
export const maximumSourceBytes = 32 * 1024 * 1024;

/** Reads one file as UTF-8 and says in plain words why it cannot be used. */
export function readSource(path: string): SourceFile {
  try {
    const facts = statSync(path);
    if (!facts.isFile()) return { problem: "it is not a file" };
    if (facts.size > maximumSourceBytes) return { problem: `it is larger than ${maximumSourceBytes / 1024 / 1024} MiB` };
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 8000).includes(0)) return { problem: "it is a binary file" };
    return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ELOOP: "its symbolic links lead in a circle",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
};

/** What went wrong with a file, from the system's error. */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
