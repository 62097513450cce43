// Makes the installable extension with everything that is shipped and nothing else: `npm run package [-- FILE.vsix]`,
// by default `bakewell-VERSION.vsix` in the checkout.
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { buildAll } from "./build.mjs";
import { root } from "./files.ts";

const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; version: string };
const packagePath = resolve(process.argv.slice(2).find((word) => !word.startsWith("--")) ?? join(root, `${name}-${version}.vsix`));
if (!process.argv.includes("--no-build")) await buildAll({ chunkLifetime: 0 });
// Everything is bundled, so no node_modules go along.
await createVSIX({ cwd: root, packagePath, dependencies: false });
console.log(`${packagePath}: ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);
