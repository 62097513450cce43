import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A real buildx: the plugin's own binary, or `docker buildx`. */
export interface Buildx {
  readonly command: string;
  readonly prefix: readonly string[];
  readonly version: string;
}

const pluginFolders = [join(homedir(), ".docker/cli-plugins"), "/usr/libexec/docker/cli-plugins", "/usr/lib/docker/cli-plugins", "/usr/local/lib/docker/cli-plugins"];

/** Looks at BAKEWELL_BUILDX, PATH, the plugin folders and `docker buildx`, in this order. */
export function findBuildx(): Buildx | undefined {
  const named = process.env["BAKEWELL_BUILDX"];
  const fromPath = (process.env["PATH"] ?? "").split(":").map((folder) => join(folder, "docker-buildx"));
  const plugins = [...process.env["DOCKER_CONFIG"] === undefined ? [] : [join(process.env["DOCKER_CONFIG"], "cli-plugins")], ...pluginFolders].map((folder) => join(folder, "docker-buildx"));
  for (const command of named === undefined ? [...fromPath, ...plugins] : [named]) {
    const found = existsSync(command) ? tryBuildx(command, []) : undefined;
    if (found !== undefined) return found;
  }
  return named === undefined ? tryBuildx("docker", ["buildx"]) : undefined;
}

function tryBuildx(command: string, prefix: readonly string[]): Buildx | undefined {
  const result = spawnSync(command, [...prefix, "version"], { encoding: "utf8", timeout: 20_000 });
  return result.status === 0 ? { command, prefix, version: result.stdout.trim() } : undefined;
}

export interface BakeRun {
  readonly status: number;
  readonly stdout: string;
  /** The last `ERROR:` line and what follows it. */
  readonly error: string;
  /** Whether buildx itself broke down, as Compose files of a wrong shape can make it do. */
  readonly isCrash: boolean;
  /** Where the error is, when it says so. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
}

export interface BakeRequest {
  /** Names and texts of the files; all are given with `-f` in this order. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Files that lie beside them and are not given, such as those of `include`. */
  readonly besides?: readonly { readonly name: string; readonly text: string }[];
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const scratch = mkdtempSync(join(tmpdir(), "bakewell-oracle-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** Runs `bake --print` in an empty folder that holds the files and nothing else. */
export function runBuildx(buildx: Buildx, request: BakeRequest): BakeRun {
  const folder = mkdtempSync(join(scratch, "case-"));
  for (const file of [...request.files, ...request.besides ?? []]) {
    mkdirSync(dirname(join(folder, file.name)), { recursive: true });
    writeFileSync(join(folder, file.name), file.text);
  }
  const named = request.files.flatMap((file) => ["-f", file.name]);
  const { PATH = "" } = process.env;
  const result = spawnSync(buildx.command, [...buildx.prefix, "bake", "--print", ...named, ...request.args], {
    cwd: folder, encoding: "utf8", timeout: 30_000, maxBuffer: 64_000_000, env: { PATH, HOME: folder, ...request.environment },
  });
  rmSync(folder, { recursive: true, force: true });
  const errorAt = result.stderr.lastIndexOf("ERROR: ");
  const error = errorAt < 0 ? result.status === 0 ? "" : result.stderr.slice(-400) : result.stderr.slice(errorAt + "ERROR: ".length).trim();
  return { status: result.status ?? -1, stdout: result.stdout, error, isCrash: /^goroutine \d+ \[/m.test(result.stderr), place: placeOf(error) };
}

function placeOf(error: string): BakeRun["place"] {
  const match = /^(?:failed to parse [^:]*: )?([\w./-]+\.(?:hcl|json)):(\d+),\d+/.exec(error);
  return match === null ? undefined : { file: match[1]!, line: Number(match[2]) };
}
