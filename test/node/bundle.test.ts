// The chunks that are shipped.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/files.ts";

/** The texts of a program's chunks by their names, of those too that are loaded late. */
function chunksOf(name: string, chunks: Map<string, string> = new Map()): Map<string, string> {
  if (chunks.has(name)) return chunks;
  const text = readFileSync(join(root, "dist", name), "utf8");
  chunks.set(name, text);
  for (const [, required] of text.matchAll(/require\("\.\/([^"]+)"\)/g)) chunksOf(required!, chunks);
  return chunks;
}

for (const program of ["server-main.js", "cli-main.js", "lint-worker-main.js"]) {
  test(`${program} and its chunks are ASCII, which V8 keeps in half the memory`, () => {
    const chunks = chunksOf(program);
    assert.ok([...chunks.keys()].some((name) => name.startsWith("chunk-")));
    assert.deepEqual([...chunks].flatMap(([name, text]) => text.match(/.{0,20}[^\0-\x7f]+/g)?.map((place) => `${name}: ${place}`) ?? []), []);
  });
}
