import type { ResolvedTarget } from "../eval/resolved-bake.ts";
import type { BakeSet } from "./bake-sets.ts";

/** The text of one file of a set; empty for a file of another set. */
export function sourceText(set: BakeSet, uri: string): string {
  return set.files.find((file) => file.uri === uri)?.text ?? "";
}

/** The name of a target in the file: all that a matrix makes share it. */
export function labelOf(set: BakeSet, { uri, nameSpan }: ResolvedTarget): string {
  return sourceText(set, uri).slice(nameSpan.start, nameSpan.end);
}
