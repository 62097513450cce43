import type { CopyInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { pathsOf } from "../../../syntax/dockerfile/heredocs.ts";

/** What a source of COPY or ADD is, as far as its name tells. */
export type SourceKind = "url" | "git" | "tar" | "compressed" | "zip" | "folder" | "file" | "unknown" | "variable";

const tarName = /\.(?:tar|tar\.(?:gz|bz2|xz|zst|lzma|lz|Z)|tgz|tbz2?|txz|tzst|tlz|tZ|tpz)$/i;
/** Packages that are tar archives inside, which ADD unpacks all the same. */
const tarPackage = /\.(?:apk|crate|gem|ova)$/i;
const compressedName = /\.(?:gz|bz2|xz|zst|lzma|lz|Z)$/;

/** The text of a path without quotes. */
export function plainPath({ text }: Word): string {
  return text.replace(/^(["'])(.*)\1$/s, "$2");
}

/** Sources without the operators of heredocs. */
export function sourcePaths(copy: CopyInstruction): readonly Word[] {
  return pathsOf(copy).filter((path) => path !== copy.destination);
}

export function sourceKind(word: Word): SourceKind {
  const path = plainPath(word);
  if (/^(?:git:\/\/|ssh:\/\/|[\w.-]+@[\w.-]+:)|^https?:\/\/\S+\.git(?:[#?]|$)|^github\.com\//i.test(path)) return "git";
  if (/^(?:https?|ftp):\/\//i.test(path)) return "url";
  if (tarName.test(path) || tarPackage.test(path) || /\.tar\.?[*?[]/i.test(path)) return "tar";
  if (compressedName.test(path)) return "compressed";
  if (/\.(?:zip|jar|war|7z|rar)$/i.test(path)) return "zip";
  if (path.includes("$")) return "variable";
  if (path === "." || path === ".." || path.endsWith("/") || path.endsWith("/.")) return "folder";
  return /\.[a-z]\w*$/i.test(path.slice(path.lastIndexOf("/") + 1)) && !/[*?[]\w*$/.test(path) ? "file" : "unknown";
}

/** Whether the name at the end of a URL is that of a tar archive. */
export function isRemoteTar(url: string): boolean {
  return /^https?:\/\//i.test(url) && tarName.test(url.replace(/[?#].*$/, ""));
}

/** The value of `--from`, when there is one. */
export function copiesFrom(copy: CopyInstruction): string | undefined {
  return copy.flags.find((flag) => flag.name === "from")?.plainValue;
}

/** The last component of a path. */
export function fileName(path: string): string {
  return path.replace(/\/+$/, "").replace(/^.*\//, "");
}
