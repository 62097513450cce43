import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.ts";
import { findExecutable, isMissing, missing, reportStep, whyNotProvision, type Missing, type ToolPart } from "./part.ts";
import { lastLines, readVersion, run, runOrThrow } from "./run.ts";

const minute = 60_000;
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Installs packages of the machine's own release; the package lists are fetched first where they are missing or stale. */
export function installPackages(...packages: string[]): Promise<Missing | undefined> {
  const reason = whyNotProvision();
  if (reason !== undefined) return Promise.resolve(missing(reason));
  return withLock("apt", async () => {
    reportStep(`apt-get install ${packages.join(" ")}`);
    if (!hasPackageLists()) await updateLists();
    let result = await install(packages);
    if (result.code !== 0) {
      await updateLists();
      result = await install(packages);
    }
    return result.code === 0 ? undefined : missing(`apt-get install ${packages.join(" ")}: ${lastLines(result.stderr)}`);
  });
}

function install(packages: readonly string[]): ReturnType<typeof run> {
  const args = ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", ...packages];
  return run("apt-get", args, { timeout: 10 * minute, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}

async function updateLists(): Promise<void> {
  reportStep("apt-get update");
  await run("apt-get", ["update", "-qq"], { timeout: 5 * minute });
}

function hasPackageLists(): boolean {
  return readdirSync("/var/lib/apt/lists").some((name) => /_Packages(\.|$)/.test(name));
}

/** Finds a program by any of its names, or installs the package that has it. `versionArgs` make it print its version. */
export async function provideTool(names: readonly string[], aptPackage: string, versionArgs: readonly string[]): Promise<ToolPart | Missing> {
  let path = findExecutable(...names);
  if (path === undefined) {
    const failure = await installPackages(aptPackage);
    if (failure !== undefined) return missing(`no ${names.join(" or ")} on PATH, and ${failure.missing}`);
    path = findExecutable(...names);
  }
  if (path === undefined) return missing(`package ${aptPackage} brought no ${names.join(" or ")}`);
  return { path, version: await readVersion(path, versionArgs) };
}

export interface UnpackRequest {
  readonly packages: readonly string[];
  /** Where they are unpacked; it appears only when everything is there, so an interrupted run begins anew. */
  readonly folder: string;
  /** Another Debian release than the machine's own. */
  readonly release?: string;
}

/** Downloads packages and unpacks them into a folder, so that no service starts and the system's own package state stays as it is. */
export async function unpackPackages({ packages, folder, release }: UnpackRequest): Promise<Missing | undefined> {
  const reason = whyNotProvision();
  if (reason !== undefined) return missing(reason);
  const work = `${folder}.partial`;
  rmSync(work, { recursive: true, force: true });
  for (const name of ["lists/partial", "cache/archives/partial", "packages", "root"]) mkdirSync(join(work, name), { recursive: true });
  const failure = release === undefined ? await downloadOwn(packages, work) : await downloadForeign(release, packages, work);
  if (failure !== undefined) return failure;
  for (const file of readdirSync(join(work, "packages"))) {
    await runOrThrow("dpkg", ["-x", join(work, "packages", file), join(work, "root")], { timeout: 2 * minute });
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(join(work, "root"), folder);
  rmSync(work, { recursive: true, force: true });
  return undefined;
}

async function downloadOwn(packages: readonly string[], work: string): Promise<Missing | undefined> {
  if (!hasPackageLists()) await updateLists();
  const first = await download(packages, work, []);
  if (first.code === 0) return undefined;
  await updateLists();
  const second = await download(packages, work, []);
  return second.code === 0 ? undefined : missing(`apt-get download ${packages.join(" ")}: ${lastLines(second.stderr)}`);
}

/** Reads another release through a private apt state, from the mirror that the machine already uses. */
async function downloadForeign(release: string, packages: readonly string[], work: string): Promise<Missing | undefined> {
  if (!isDebian()) return missing("the recipe is for Debian only");
  const mirror = await findMirror();
  if (isMissing(mirror)) return mirror;
  reportStep(`downloading ${packages.join(" ")} of Debian ${release}`);
  const sources = join(work, "sources.list");
  writeFileSync(sources, `deb [signed-by=${keyring}] ${mirror.uri} ${release} main\n`);
  const options = privateState(work, sources);
  const attempt = async (): Promise<Missing | undefined> => {
    const update = await run("apt-get", [...options, "update", "-qq"], { timeout: 5 * minute });
    const result = await download(packages, work, options);
    return result.code === 0 ? undefined : missing(`Debian ${release}: ${lastLines(update.stderr + result.stderr)}`);
  };
  // The keyring of a machine that was not updated for long does not know the keys of a newer release.
  return (await attempt()) === undefined ? undefined : ((await installPackages("debian-archive-keyring")) ?? attempt());
}

function download(packages: readonly string[], work: string, options: readonly string[]): ReturnType<typeof run> {
  const args = [...options, "-o", "APT::Sandbox::User=root", "download", "-qq", ...packages];
  return run("apt-get", args, { timeout: 10 * minute, cwd: join(work, "packages") });
}

function privateState(work: string, sources: string): string[] {
  const settings = [
    `Dir::State::lists=${join(work, "lists")}`,
    `Dir::Cache=${join(work, "cache")}`,
    `Dir::Etc::sourcelist=${sources}`,
    "Dir::Etc::sourceparts=/dev/null",
    "APT::Sandbox::User=root",
    "Acquire::Languages=none",
  ];
  return settings.flatMap((setting) => ["-o", setting]);
}

async function findMirror(): Promise<{ readonly uri: string } | Missing> {
  const { stdout } = await run("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Identifier: Packages"], { timeout: minute });
  const uri = stdout.split("\n").find((line) => /\/debian\/?$/.test(line));
  return uri === undefined ? missing("the apt sources of this machine name no Debian mirror") : { uri };
}

function isDebian(): boolean {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}
