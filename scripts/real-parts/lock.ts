import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder, reportStep } from "./part.ts";

const waitLimit = 15 * 60_000;

/**
 * Runs `action` while this process alone holds the lock of this name; other processes wait.
 * A lock whose owner has died is taken over, so that an interrupted run never blocks the next one.
 */
export async function withLock<T>(name: string, action: () => Promise<T>): Promise<T> {
  mkdirSync(cacheFolder("locks"), { recursive: true });
  const file = cacheFolder("locks", `${name}.lock`);
  const started = Date.now();
  let told = false;
  while (!tryLock(file)) {
    if (Date.now() - started > waitLimit) throw new Error(`the lock ${file} was not released within ${waitLimit / 60_000} minutes`);
    if (!told) reportStep(`waiting for process ${readOwner(file) ?? "?"}, which provides ${name}`);
    told = true;
    await sleep(250);
  }
  const release = (): void => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await action();
  } finally {
    process.off("exit", release);
    release();
  }
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const owner = readOwner(file);
  if (owner !== undefined && !isAlive(owner)) removeStale(file, owner);
  return false;
}

/** Removes the lock of a dead process, but gives it back if another process has taken it over in the meantime. */
function removeStale(file: string, owner: number): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readOwner(aside) !== owner) linkSync(aside, file);
  } catch {
    // Another process was faster, so the next attempt decides.
  }
  rmSync(aside, { force: true });
}

function readOwner(file: string): number | undefined {
  try {
    const owner = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(owner) ? undefined : owner;
  } catch {
    return undefined;
  }
}

/** Whether a process with this id runs; one of another user counts as well. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
