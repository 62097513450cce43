import { readdirSync, readFileSync, statSync } from "node:fs";
import { diskWith } from "./disk.ts";

/**
 * The local disk for a program that does nothing else meanwhile: the threads that Node.js starts for other calls take longer than it
 * takes to read a few small files.
 */
export const disk = diskWith({
  stat: (path) => statSync(path, { throwIfNoEntry: false }),
  readText: (path) => readFileSync(path, "utf8"),
  list: (path) => readdirSync(path, { withFileTypes: true }),
});
