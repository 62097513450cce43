import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Ends a file, so that one that was cut off is not taken for a whole one. */
const endMark = "bakewell";

interface Index {
  readonly build: string;
  /** By the names of chunks, in the order of the data. */
  readonly lengths: Readonly<Record<string, number>>;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What was compiled, in an open file. Each chunk's data is read when it is wanted: a run needs some of what all runs have compiled. */
export class CompiledChunks {
  private readonly descriptor: number;
  private readonly places: ReadonlyMap<string, Place>;

  constructor(descriptor: number, places: ReadonlyMap<string, Place>) {
    this.descriptor = descriptor;
    this.places = places;
  }

  /** Undefined for a chunk that is not there. */
  read(name: string): Uint8Array | undefined {
    const place = this.places.get(name);
    return place && readBytes(this.descriptor, place.offset, place.length);
  }

  /** All of it by the names of chunks. */
  readAll(): Map<string, Uint8Array> {
    return new Map([...this.places].map(([name, { offset, length }]) => [name, readBytes(this.descriptor, offset, length)]));
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/**
 * Opens what was compiled; undefined when there is no file, or it is not whole or of another build. The file holds the length of an
 * index (32 bits, little-endian), the index as JSON, the data and a mark.
 */
export function openCompiled(path: string, build: string): CompiledChunks | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    const places = readPlaces(descriptor, build);
    if (places) return new CompiledChunks(descriptor, places);
  } catch {
    // It is only there to save time.
  }
  if (descriptor !== undefined) closeSync(descriptor);
  return undefined;
}

function readPlaces(descriptor: number, build: string): Map<string, Place> | undefined {
  const { size } = fstatSync(descriptor);
  let offset = 4 + readBytes(descriptor, 0, 4).readUInt32LE(0);
  if (offset > size || readBytes(descriptor, size - endMark.length, endMark.length).toString() !== endMark) return undefined;
  const index = JSON.parse(readBytes(descriptor, 4, offset - 4).toString()) as Index;
  if (index.build !== build) return undefined;
  const places = new Map<string, Place>();
  for (const [name, length] of Object.entries(index.lengths)) {
    places.set(name, { offset, length });
    offset += length;
  }
  return offset + endMark.length === size ? places : undefined;
}

/** Throws when the file ends before. */
function readBytes(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  if (readSync(descriptor, bytes, 0, length, offset) < length) throw new Error("The file is cut off.");
  return bytes;
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
