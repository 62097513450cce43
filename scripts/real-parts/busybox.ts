import { readFileSync } from "node:fs";
import { installPackages } from "./apt.ts";
import { findExecutable, missing, type Missing, type ToolPart } from "./part.ts";
import { readVersion } from "./run.ts";

/** Finds or installs a statically linked busybox: copied into a build context, it makes a base image without any registry. */
export async function provideBusybox(): Promise<ToolPart | Missing> {
  let path = findStaticBusybox();
  if (path === undefined) {
    const failure = await installPackages("busybox-static");
    if (failure !== undefined) return missing(`no static busybox, and ${failure.missing}`);
    path = findStaticBusybox();
  }
  if (path === undefined) return missing("the busybox of this machine is not statically linked");
  return { path, version: await readVersion(path, ["--help"]) };
}

function findStaticBusybox(): string | undefined {
  const path = findExecutable("/bin/busybox", "/usr/bin/busybox", "busybox");
  return path !== undefined && isStatic(path) ? path : undefined;
}

/** An ELF file that names no dynamic loader is statically linked. */
function isStatic(path: string): boolean {
  const bytes = readFileSync(path);
  const isElf = bytes.subarray(0, 4).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
  return isElf && !/\/ld-(linux|musl)/.test(bytes.subarray(0, 4096).toString("latin1"));
}
