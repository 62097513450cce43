import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settings } from "../../server/src/data/settings.ts";
import { root } from "../files.ts";

/** package.json with what VS Code reads of it: client/manifest.json and the settings. */
export function generateManifest(): Map<string, string> {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  const client = JSON.parse(readFileSync(join(root, "client/manifest.json"), "utf8")) as Record<string, unknown> & { contributes: Record<string, unknown> };
  const properties = Object.fromEntries(
    settings.map(({ name, schema, default: value, description, scope }) => [
      `bakewell.${name}`,
      { ...schema, default: value, markdownDescription: description, scope },
    ]),
  );
  Object.assign(manifest, client, { contributes: { ...client.contributes, configuration: { title: "Bakewell", properties } } });
  return new Map([["package.json", `${JSON.stringify(manifest, undefined, 2)}\n`]]);
}
