import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { unpackPackages } from "./apt.ts";
import { withLock } from "./lock.ts";
import { cacheFolder, findExecutable, missing, type Missing, type ToolPart } from "./part.ts";
import { endGroup, endWithThisProcess, readVersion } from "./run.ts";

export interface Registry {
  /** `127.0.0.1:PORT`, the first part of an image name to push. */
  readonly host: string;
  stop(): Promise<void>;
}

const unpacked = cacheFolder("registry-packages");

/** Finds the Docker registry's program, or unpacks Debian's: installed as a package it would start a service. */
export async function provideRegistry(): Promise<ToolPart | Missing> {
  const names = ["docker-registry", join(unpacked, "usr/bin/docker-registry")];
  let path = findExecutable(...names);
  if (path === undefined) {
    const failure = await withLock("registry", async () =>
      existsSync(unpacked) ? undefined : unpackPackages({ packages: ["docker-registry"], folder: unpacked }),
    );
    if (failure !== undefined) return missing(`no docker-registry on PATH, and ${failure.missing}`);
    path = findExecutable(...names);
  }
  if (path === undefined) return missing("package docker-registry brought no docker-registry");
  return { path, version: await readVersion(path, ["--version"]) };
}

export interface RegistryOptions {
  /** The registry's own section `auth`; everybody may do everything without it. `folder` is where the registry keeps its files. */
  readonly auth?: (folder: string) => object;
  /** Files of a certificate and its key; without them it is asked without TLS, as Docker asks any loopback address. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** Starts an empty registry on a free loopback port. */
export async function startRegistry(part: ToolPart, options: RegistryOptions = {}): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-registry-"));
  const host = `127.0.0.1:${await findFreePort()}`;
  const config = join(folder, "config.yml");
  writeFileSync(config, registryConfig(host, folder, options));
  const child = spawn(part.path, ["serve", config], { stdio: ["ignore", "ignore", "pipe"], detached: true });
  endWithThisProcess(child, folder);
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const stop = async (): Promise<void> => {
    await endGroup(child);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let waited = 0; waited < 10_000 && child.exitCode === null; waited += 50) {
    if (await answers(host, options)) return { host, stop };
    await sleep(50);
  }
  await stop();
  throw new Error(`the registry did not start: ${log}`);
}

function registryConfig(host: string, folder: string, { auth, tls }: RegistryOptions): string {
  const config = {
    version: 0.1,
    log: { level: "warn" },
    storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } },
    http: { addr: host, ...(tls ? { tls } : {}) },
    ...(auth ? { auth: auth(folder) } : {}),
  };
  // Every JSON text is YAML as well.
  return JSON.stringify(config);
}

/** Whether it listens. That a certificate is not trusted is an answer as well. */
async function answers(host: string, { tls }: RegistryOptions): Promise<boolean> {
  try {
    return (await fetch(`${tls ? "https" : "http"}://${host}/v2/`, { signal: AbortSignal.timeout(1000) })).status < 500;
  } catch (error) {
    return /CERT|SIGNED/.test(String((error as { cause?: { code?: unknown } }).cause?.code));
  }
}

/** A loopback port that nothing listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
