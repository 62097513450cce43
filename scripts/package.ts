// Makes the installable extension, `bakewell-VERSION.vsix`, with everything that is shipped and nothing else.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { buildAll } from "./build.mjs";
import { root } from "./files.ts";

const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; version: string };
const packagePath = join(root, `${name}-${version}.vsix`);
await buildAll();
// Everything is bundled, so no node_modules go along.
await createVSIX({ cwd: root, packagePath, dependencies: false });
console.log(`${packagePath}: ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);
