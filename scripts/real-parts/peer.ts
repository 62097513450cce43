import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.ts";
import { cacheFolder, missing, reportStep, type Missing, type ToolPart } from "./part.ts";

/** Installs into a folder that gets its name only when the program is there. */
export async function providePeer(id: string, version: string, file: string, install: (folder: string) => Promise<void>): Promise<ToolPart | Missing> {
  const folder = cacheFolder("peers", id);
  const path = join(folder, file);
  if (existsSync(path)) return { path, version };
  if (process.env["BAKEWELL_PROVISION"] === "0") return missing("BAKEWELL_PROVISION=0 forbids installing it");
  try {
    await withLock("peers", async () => {
      if (existsSync(path)) return;
      reportStep(`installing ${id}`);
      const work = `${folder}.partial`;
      rmSync(work, { recursive: true, force: true });
      mkdirSync(work, { recursive: true });
      await install(work);
      rmSync(folder, { recursive: true, force: true });
      renameSync(work, folder);
    });
  } catch (error) {
    return missing((error as Error).message);
  }
  return existsSync(path) ? { path, version } : missing(`${id} brought no ${file}`);
}
