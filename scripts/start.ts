// The main job in one command: builds, prints the findings on the example, and opens VS Code on it with the extension.
// `npm start -- --no-editor` ends after the report; `npm start -- FOLDER` opens another folder than the example.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildAll } from "./build.mjs";
import { root } from "./files.ts";
import { isMissing } from "./real-parts/part.ts";
import { findDesktopVscode, hasDisplay } from "./real-parts/vscode-desktop.ts";
import { startVscodeServer } from "./real-parts/vscode-server.ts";
import { provideVscode } from "./real-parts/vscode.ts";

const words = process.argv.slice(2);
const wantsEditor = !words.includes("--no-editor");
const folder = resolve(words.find((word) => !word.startsWith("--")) ?? join(root, "examples/portfolio"));
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}.`);
  process.exit(2);
}

await buildAll();
console.log(`Findings in ${folder}:\n`);
spawnSync(process.execPath, [join(root, "dist/cli.js"), "lint", "."], { cwd: folder, stdio: "inherit" });
if (wantsEditor) await openEditor();

async function openEditor(): Promise<void> {
  const desktop = hasDisplay() ? findDesktopVscode() : undefined;
  if (desktop !== undefined) {
    console.log(`\nOpening VS Code (${desktop}) with the extension.`);
    spawn(desktop, ["--new-window", `--extensionDevelopmentPath=${root}`, folder], { detached: true, stdio: "ignore" }).unref();
    return;
  }
  console.log("\nThere is no desktop VS Code here; getting one for the browser (once, about 500 MB) …");
  const part = await provideVscode();
  if (isMissing(part)) {
    console.error(`VS Code cannot be started: ${part.missing}.\nInstall VS Code and run npm start again, or open this folder in VS Code and press F5.`);
    process.exitCode = 1;
    return;
  }
  const server = await startVscodeServer(part, { workspace: folder, extensionPath: root });
  console.log(`\nVS Code with Bakewell is at\n\n  ${server.url}\n\nPress Ctrl+C to end it.`);
  await new Promise<void>((done) => {
    process.once("SIGINT", () => done());
    process.once("SIGTERM", () => done());
  });
  await server.stop();
}
