import { accessSync, constants, existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Says why a real part (Docker, VS Code, a browser …) cannot be had on this machine. */
export interface Missing {
  readonly missing: string;
}

export function missing(reason: string): Missing {
  return { missing: reason };
}

export function isMissing(part: object): part is Missing {
  return "missing" in part;
}

/** An executable that was found or installed. */
export interface ToolPart {
  readonly path: string;
  readonly version: string;
}

/** The folder that provisioned parts live in. It lies outside the checkout, so that a clean clone reuses what the machine has. */
export function cacheFolder(...segments: string[]): string {
  const root = process.env["BAKEWELL_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bakewell-dev");
  return join(root, ...segments);
}

/** The checkout's root folder. */
export const projectFolder = join(import.meta.dirname, "..", "..");

/** Prints one line per step on standard error, so that a command's own output stays clean. */
export function reportStep(text: string): void {
  process.stderr.write(`real parts: ${text}\n`);
}

/** The first of these programs that is on PATH, or undefined. An absolute path is taken as it is. */
export function findExecutable(...names: string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  for (const name of names) {
    const candidates = name.startsWith("/") ? [name] : folders.map((folder) => join(folder, name));
    const found = candidates.find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Why this machine must not or cannot be provisioned, or undefined if it can.
 * Packages are only ever installed as root on a machine with apt; `BAKEWELL_PROVISION=0` forbids it altogether.
 */
export function whyNotProvision(): string | undefined {
  if (process.env["BAKEWELL_PROVISION"] === "0") return "BAKEWELL_PROVISION=0 forbids installing it";
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return "there is no apt to install it with";
  if (process.getuid?.() !== 0) return "installing it needs root";
  return undefined;
}

/** Begins the reason of a test that is skipped because another project's program is not there to be compared with. */
export const comparatorMissing = "nothing to compare with, no";
