import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Command lines of the processes that work in a folder. Linux only: it needs /proc. */
export function processesIn(folder: string): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((id) => {
    try {
      return readlinkSync(`/proc/${id}/cwd`).startsWith(folder) ? [readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ").trim()] : [];
    } catch {
      return [];
    }
  });
}
