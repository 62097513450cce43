import assert from "node:assert/strict";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";
import { dumpTree } from "./dump.ts";

/** Parses `source` and compares its tree with the lines of `expected`. Lines are taken out of the test's indentation. */
export function checkTree(source: string, expected: string): void {
  assert.equal(dumpTree(parseDockerfile(outdent(source))), outdent(expected).trim());
}

/** Drops the indentation of a template literal that begins with a line break; any other text stays as it is. */
export function outdent(text: string): string {
  if (!text.startsWith("\n")) return text;
  const lines = text.slice(1).split("\n");
  const width = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length));
  return lines.map((line) => (line.trim() === "" ? "" : line.slice(width))).join("\n");
}
