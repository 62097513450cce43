// The one gate: types, lint, layers, generated files, names in the docs, tests. `node scripts/check.ts [--no-tests]`
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkLayers } from "./check-layers.ts";
import { listFiles, root } from "./files.ts";
import { generate } from "./generate.ts";

type Check = { readonly name: string; readonly run: () => string[] | Promise<string[]> };

/** Long tables are looked up, not read; generated files have no reader at all. */
const mayBeLong = /^server\/src\/data\/|\/all-rules\.ts$/;

const checks: readonly Check[] = [
  { name: "types", run: () => command("tsc", ["--noEmit"]) },
  { name: "lint", run: () => command("oxlint", ["--type-aware", "--deny-warnings", "client/src", "server/src", "scripts", "test", "bench"]) },
  { name: "layers", run: checkLayers },
  { name: "length", run: checkLength },
  { name: "generated", run: async () => (await generate(true)).map((path) => `${path} is stale: npm run generate`) },
  { name: "docs", run: checkDocs },
];

export async function runChecks(): Promise<boolean> {
  let sound = true;
  for (const { name, run } of checks) {
    const start = Date.now();
    const problems = await run();
    console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${name} (${Date.now() - start} ms)`);
    for (const problem of problems) console.log(`     ${problem}`);
    if (problems.length > 0) sound = false;
  }
  return sound;
}

function command(name: string, args: readonly string[]): string[] {
  const script = join(root, "node_modules/.bin", name);
  const result = spawnSync(script, args, { cwd: root, encoding: "utf8", shell: process.platform === "win32" });
  return result.status === 0 ? [] : `${result.stdout}${result.stderr}`.trim().split("\n");
}

function checkLength(): string[] {
  return ["client/src", "server/src", "scripts", "test"]
    .flatMap((folder) => listFiles(folder, ".ts"))
    .filter((file) => !mayBeLong.test(file))
    .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > 400)
    .map(({ file, lines }) => `${file} has ${lines} lines; 400 is the limit`);
}

/** Paths and npm scripts that the papers for contributors name must exist. */
function checkDocs(): string[] {
  const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts;
  const problems: string[] = [];
  for (const paper of ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"]) {
    const text = readFileSync(join(root, paper), "utf8");
    for (const [, name] of text.matchAll(/npm run ([\w-]+)/g)) {
      if (!(name! in scripts)) problems.push(`${paper} names npm run ${name}, which does not exist`);
    }
    for (const [, path] of text.matchAll(/`((?:client|server|test|scripts|docs|examples|bench|schemas|syntaxes|snippets)\/[\w./-]*)`/g)) {
      if (!existsSync(join(root, path!))) problems.push(`${paper} names ${path}, which does not exist`);
    }
  }
  return problems;
}

const sound = await runChecks();
if (!sound) process.exitCode = 1;
else if (!process.argv.includes("--no-tests")) {
  const tests = spawnSync(process.execPath, [join(root, "scripts/test.ts")], { cwd: root, stdio: "inherit" });
  process.exitCode = tests.status ?? 1;
}
