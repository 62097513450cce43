import { readdir, readFile, stat } from "node:fs";
import { promisify } from "node:util";
import { diskWith } from "./disk.ts";

// The module `node:fs/promises` brings others along that take almost a megabyte.
const [statOf, read, listOf] = [promisify(stat), promisify(readFile), promisify(readdir)];

/** The local disk for a program that must not stand still: a file may lie on a network. */
export const disk = diskWith({ stat: (path) => statOf(path), readText: (path) => read(path, "utf8"), list: (path) => listOf(path, { withFileTypes: true }) });
