// Writes every generated file: `node scripts/generate.ts`; with `--check` it only says which ones are stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./files.ts";
import { generateManifest } from "./generate/manifest.ts";
import { generateRuleDocs } from "./generate/rule-docs.ts";
import { generateRuleIndex } from "./generate/rule-index.ts";
import { generateSchema } from "./generate/schema.ts";
import { generateSettingsDocs } from "./generate/settings-docs.ts";

/** Generated files by path relative to the checkout. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** Folders in which every file is generated, so that one without a source is removed. */
const ownedFolders = ["docs/rules"];

/** Brings the generated files up to date, or with `check` only finds the stale ones. Returns their paths. */
export async function generate(check: boolean): Promise<string[]> {
  const stale: string[] = [];
  const write = (files: GeneratedFiles): void => {
    for (const [path, text] of files) {
      const full = join(root, path);
      if (existsSync(full) && readFileSync(full, "utf8") === text) continue;
      stale.push(path);
      if (check) continue;
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
  };
  // The index comes first: the others import all rules through it.
  write(generateRuleIndex());
  const { allRules } = await import("../server/src/rules/all-rules.ts");
  const docs = generateRuleDocs(allRules);
  write(docs);
  write(generateSettingsDocs());
  write(generateSchema(allRules));
  write(generateManifest());
  for (const folder of ownedFolders) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder))) {
      if (docs.has(`${folder}/${name}`)) continue;
      stale.push(`${folder}/${name}`);
      if (!check) rmSync(join(root, folder, name));
    }
  }
  return stale;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes("--check");
  const stale = await generate(check);
  for (const path of stale) console.log(`${check ? "stale" : "wrote"} ${path}`);
  if (check && stale.length > 0) process.exitCode = 1;
}
