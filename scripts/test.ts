// Runs all tests, or those whose file name holds a word given: `npm test -- lsp cli`. Real parts that are missing are
// provided where that is possible; what is still missing shows as skipped with its reason, and fails with
// BAKEWELL_FAIL_ON_SKIP=1, unless it is a program that ours is only compared with. `--update` rewrites golden files.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { listFiles, root } from "./files.ts";
import { provideDocker } from "./real-parts/docker.ts";
import { comparatorMissing, isMissing } from "./real-parts/part.ts";

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
if (process.argv.includes("--update")) process.env["BAKEWELL_UPDATE"] = "1";

const files = listFiles("test", ".test.ts").filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
if (files.length === 0) {
  console.error(`No test file has one of ${words.join(", ")} in its name.`);
  process.exit(2);
}
if (words.length === 0) {
  const checks = spawnSync(process.execPath, [join(root, "scripts/check.ts"), "--no-tests"], { cwd: root, stdio: "inherit" });
  if (checks.status !== 0) process.exit(checks.status ?? 1);
}
const build = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root, stdio: "inherit" });
if (build.status !== 0) process.exit(build.status ?? 1);

// One engine serves all test files; each would start and stop its own otherwise.
const docker = files.some((file) => /\/(?:docker|editor|oracle)\//.test(file)) ? await provideDocker() : undefined;
if (docker && !isMissing(docker)) Object.assign(process.env, docker.env);

const counts = { passed: 0, failed: 0, skipped: 0 };
const skips: string[] = [];
const events = run({ files: files.map((file) => join(root, file)), concurrency: 2, timeout: 20 * 60_000 });
events.on("test:pass", (event) => {
  if (event.details.type === "suite") return;
  if (event.skip === undefined) counts.passed++;
  else {
    counts.skipped++;
    skips.push(`${event.name}: ${typeof event.skip === "string" ? event.skip : "no reason given"}`);
  }
});
events.on("test:fail", (event) => {
  if (event.details.type !== "suite" || event.details.error.cause !== undefined) counts.failed++;
});
const report = events.compose(spec);
report.pipe(process.stdout);
await new Promise((resolve) => report.on("end", resolve));

if (docker && !isMissing(docker)) await docker.stop();
for (const skip of skips) console.log(`skipped: ${skip}`);
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
if (skips.some((skip) => !skip.includes(comparatorMissing)) && process.env["BAKEWELL_FAIL_ON_SKIP"] === "1") {
  console.log("A skipped test counts as a failure here.");
  process.exitCode = 1;
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
