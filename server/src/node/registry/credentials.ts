import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { askHelper } from "./credential-helper.ts";

/** How the user is known to a registry. */
export type Credentials = { readonly user: string; readonly password: string } | { readonly identityToken: string };

/** What was found for a registry: nothing, credentials, or why they could not be read. `problem` holds no secret. */
export interface FoundCredentials {
  readonly credentials?: Credentials | undefined;
  readonly problem?: string;
}

/** The place and the programs that credentials are read from. */
export interface CredentialSources {
  /** Of the process: DOCKER_CONFIG and PATH are read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folders that no program is taken from, because what lies there belongs to somebody else: the workspace's. */
  readonly excludedFolders: readonly string[];
}

/** What Docker Hub's credentials are kept under, for historical reasons. */
const hubKey = "https://index.docker.io/v1/";

interface DockerConfig {
  readonly auths?: Readonly<Record<string, unknown>>;
  readonly credsStore?: unknown;
  readonly credHelpers?: Readonly<Record<string, unknown>>;
}

/** Looks where `docker login` stores credentials: a helper for this registry, the helper for all of them, or the file itself. */
export async function findCredentials(registry: string, sources: CredentialSources, signal: AbortSignal): Promise<FoundCredentials> {
  const folder = sources.environment["DOCKER_CONFIG"] || join(homedir(), ".docker");
  const { config, problem } = await readConfig(join(folder, "config.json"));
  if (!config) return problem === undefined ? {} : { problem };
  const key = registry === "docker.io" ? hubKey : registry;
  const helper = ownValue(config.credHelpers, key) ?? (registry === "docker.io" ? ownValue(config.credHelpers, registry) : undefined) ?? config.credsStore;
  if (typeof helper === "string" && helper !== "") return askHelper(helper, key, sources, signal);
  return { credentials: readEntry(entryOf(config.auths ?? {}, key)) };
}

async function readConfig(path: string): Promise<{ config?: DockerConfig; problem?: string }> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    return (error as { code?: string }).code === "ENOENT" ? {} : { problem: "Docker's config.json cannot be read" };
  }
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { config: value } : { problem: "Docker's config.json holds no object" };
  } catch {
    return { problem: "Docker's config.json is not valid JSON" };
  }
}

/** Entries are kept by host, in older files by address. */
function entryOf(auths: Readonly<Record<string, unknown>>, key: string): unknown {
  if (Object.hasOwn(auths, key)) return auths[key];
  return Object.entries(auths).find(([name]) => hostOf(name) === hostOf(key))?.[1];
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, "").replace(/\/.*$/s, "");
}

function readEntry(entry: unknown): Credentials | undefined {
  if (!isRecord(entry)) return undefined;
  const { auth, identitytoken: identityToken, username, password } = entry;
  if (typeof identityToken === "string" && identityToken !== "") return { identityToken };
  if (typeof auth === "string" && auth !== "") {
    const text = Buffer.from(auth, "base64").toString("utf8");
    const colon = text.indexOf(":");
    // Docker itself drops the NULs that some programs have padded the password with.
    return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, "") };
  }
  return typeof username === "string" && typeof password === "string" ? { user: username, password } : undefined;
}

function ownValue(record: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
