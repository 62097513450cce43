import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages, unpackPackages } from "./apt.ts";
import { answers, engineSocket, releaseEngine, startEngine } from "./dockerd.ts";
import { withLock } from "./lock.ts";
import { cacheFolder, findExecutable, isMissing, missing, reportStep, type Missing } from "./part.ts";
import { lastLines, run } from "./run.ts";

/** A Docker engine that answers, with a client and Buildx. */
export interface DockerPart {
  readonly dockerHost: string;
  /** The whole environment in which `docker` and `docker buildx` reach this engine. */
  readonly env: Record<string, string>;
  readonly engineVersion: string;
  readonly buildxVersion: string;
  /** Whether this is an engine of our own and not the machine's. */
  readonly isPrivate: boolean;
  /** Gives the engine back; it ends if it was started for this and nobody else uses it. */
  stop(): Promise<void>;
}

// Debian 12 has no Buildx. The packages of this release ask for no newer C library than Debian 12 has, so they run there unpacked.
const release = "forky";
const packages = ["docker-buildx", "docker.io", "docker-cli", "containerd"];
const unpacked = cacheFolder("docker-packages");
const configFolder = cacheFolder("docker-config");
const plugin = join(configFolder, "cli-plugins", "docker-buildx");

/** Takes the engine that the machine's `docker` reaches if it has Buildx; else unpacks and starts a private one. */
export async function provideDocker(): Promise<DockerPart | Missing> {
  const inUse = process.env["DOCKER_HOST"] === undefined && (await answers(engineSocket));
  const present = inUse ? missing("a private engine is in use") : await usePresentDocker();
  if (!isMissing(present)) return present;
  const failure = await withLock("docker", async () => (await unpackDocker()) ?? (await startEngine(privateEnvironment())));
  if (failure !== undefined) return missing(`${present.missing}; a private one cannot be had: ${failure.missing}`);
  return describe(privateEnvironment(), true);
}

async function usePresentDocker(): Promise<DockerPart | Missing> {
  if (findExecutable("docker") === undefined) return missing("no docker on PATH");
  const env = toEnvironment(process.env);
  const host = await run("docker", ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], { timeout: 10_000, env });
  const dockerHost = env["DOCKER_HOST"] ?? host.stdout.trim();
  return describe({ ...env, DOCKER_HOST: dockerHost }, false);
}

async function describe(env: Record<string, string>, isPrivate: boolean): Promise<DockerPart | Missing> {
  const [engine, buildx] = await Promise.all([
    run("docker", ["version", "--format", "{{.Server.Version}}"], { timeout: 15_000, env }),
    run("docker", ["buildx", "version"], { timeout: 15_000, env }),
  ]);
  if (engine.code !== 0) return missing(`no Docker engine answers (${lastLines(engine.stderr, 1)})`);
  if (buildx.code !== 0) return missing("the docker on PATH has no Buildx");
  const buildxVersion = /\d+\.\d+\.\d+/.exec(buildx.stdout)?.[0] ?? buildx.stdout.trim();
  const stop = isPrivate ? (): Promise<void> => withLock("docker", releaseEngine) : (): Promise<void> => Promise.resolve();
  return { dockerHost: env["DOCKER_HOST"] ?? "", env, engineVersion: engine.stdout.trim(), buildxVersion, isPrivate, stop };
}

function privateEnvironment(): Record<string, string> {
  const folders = [join(unpacked, "usr/bin"), join(unpacked, "usr/sbin"), process.env["PATH"] ?? "", "/usr/sbin", "/sbin"];
  return { ...toEnvironment(process.env), PATH: folders.join(delimiter), DOCKER_HOST: `unix://${engineSocket}`, DOCKER_CONFIG: configFolder };
}

async function unpackDocker(): Promise<Missing | undefined> {
  if (!existsSync(unpacked)) {
    const failure = await unpackPackages({ packages, folder: unpacked, release });
    if (failure !== undefined) return failure;
    reportStep(`unpacked Docker to ${unpacked}`);
  }
  if (!existsSync(plugin)) {
    mkdirSync(join(configFolder, "cli-plugins"), { recursive: true });
    symlinkSync(join(unpacked, "usr/libexec/docker/cli-plugins/docker-buildx"), plugin);
  }
  const absent = ["runc", "iptables"].filter((name) => findExecutable(name, `/usr/sbin/${name}`) === undefined);
  return absent.length === 0 ? undefined : installPackages(...absent);
}

function toEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
