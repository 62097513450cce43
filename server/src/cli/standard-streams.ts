import { fstatSync, writeSync } from "node:fs";

/** So long to wait for a reader that has fallen behind, in milliseconds. */
const pause = 5;

/**
 * Writes to the standard output (1) or error (2) and returns when all of it is written. The streams of `process` do the same for
 * files and pipes, but what they are made of takes longer to load than a file to check.
 */
export function writeAll(descriptor: 1 | 2, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(write(descriptor, rest));
}

/** Writes some of the bytes. Returns how many. */
function write(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Who reads the output may have seen enough: `bakewell lint . | head`.
    if (code === "EPIPE") process.exit();
    if (code !== "EAGAIN") throw error;
    // The pipe is full, and whoever made it wants no one to wait.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    return 0;
  }
}

/** Only asks for the module that knows terminals when it could be one. */
export function isTerminal(descriptor: 1 | 2): boolean {
  return fstatSync(descriptor).isCharacterDevice() && (descriptor === 1 ? process.stdout : process.stderr).isTTY === true;
}
