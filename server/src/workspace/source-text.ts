import type { BakeSet } from "./bake-sets.ts";

/** The text of one file of a set; empty for a file of another set. */
export function sourceText(set: BakeSet, uri: string): string {
  return set.files.find((file) => file.uri === uri)?.text ?? "";
}
