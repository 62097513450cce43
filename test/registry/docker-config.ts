// Folders of the Docker client: its config.json, and credential helpers.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { TestContext } from "node:test";
import type { RegistrySettings } from "../../server/src/node/registry/registry-client.ts";

/** A folder that is removed when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-docker-config-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a client finds on a machine with this config.json, or with none, and with these helpers: lines of sh by their names. */
export function machine(t: TestContext, config?: object | string, helpers: Readonly<Record<string, string>> = {}): RegistrySettings & { readonly folder: string } {
  const folder = temporaryFolder(t);
  if (config !== undefined) writeFileSync(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  for (const [name, lines] of Object.entries(helpers)) {
    const path = join(folder, `docker-credential-${name}`);
    writeFileSync(path, `#!/bin/sh\n${lines}\n`);
    chmodSync(path, 0o755);
  }
  return { folder, environment: { DOCKER_CONFIG: folder, PATH: [folder, "/usr/bin", "/bin"].join(delimiter) }, excludedFolders: [], insecure: [] };
}

/** An entry of `auths` as `docker login` writes it. */
export function login(user: string, password: string): { readonly auth: string } {
  return { auth: Buffer.from(`${user}:${password}`).toString("base64") };
}
