import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { provideHadolint } from "./hadolint.ts";
import { findExecutable, missing, type Missing, type ToolPart } from "./part.ts";
import { providePeer } from "./peer.ts";
import { runOrThrow } from "./run.ts";

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
    hadolint: await provideHadolint(),
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
