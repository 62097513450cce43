import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Ends a file, so that one that was cut off is not taken for a whole one. */
const endMark = "bakewell";

interface Index {
  readonly build: string;
  /** By the names of chunks, in the order of the data. */
  readonly lengths: Readonly<Record<string, number>>;
}

/**
 * Reads what was compiled, by the names of chunks; nothing when there is no file, or it is not whole or of another build. The file
 * holds the length of an index (32 bits, little-endian), the index as JSON, the data and a mark.
 */
export function readCompiled(path: string, build: string): Map<string, Uint8Array> {
  const compiled = new Map<string, Uint8Array>();
  try {
    const bytes = readFileSync(path);
    if (bytes.toString("latin1", bytes.length - endMark.length) !== endMark) return compiled;
    let offset = 4 + bytes.readUInt32LE(0);
    const index = JSON.parse(bytes.toString("utf8", 4, offset)) as Index;
    if (index.build !== build) return compiled;
    for (const [name, length] of Object.entries(index.lengths)) {
      // A copy, so that the memory of one that is used is free again.
      compiled.set(name, Uint8Array.prototype.slice.call(bytes, offset, offset + length));
      offset += length;
    }
  } catch {
    // It is only there to save time.
  }
  return compiled;
}

/** Writes the file as a whole or not at all: other processes may read it, or write it too. */
export function writeCompiled(path: string, build: string, compiled: ReadonlyMap<string, Uint8Array>): void {
  const lengths = Object.fromEntries([...compiled].map(([name, { length }]) => [name, length]));
  const index = Buffer.from(JSON.stringify({ build, lengths } satisfies Index));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(index.length);
  const unfinished = `${path}.${Math.random().toString(36).slice(2)}`;
  try {
    writeFileSync(unfinished, Buffer.concat([head, index, ...compiled.values(), Buffer.from(endMark)]), { mode: 0o600 });
    renameSync(unfinished, path);
  } catch {
    rmSync(unfinished, { force: true });
  }
}
