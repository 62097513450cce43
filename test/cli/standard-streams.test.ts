// What the command line writes, to readers that are not ready for it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../../scripts/files.ts";
import { writeProject } from "./run-cli.ts";

const moduleUnderTest = join(root, "server/src/cli/standard-streams.ts");

/** Runs statements in a process of its own and gives all that it writes to its standard output, which is read with a pause. */
async function written(t: TestContext, statements: string): Promise<string> {
  const file = join(writeProject(t, {}), "program.ts");
  writeFileSync(file, `import { isTerminal, writeAll } from ${JSON.stringify(moduleUnderTest)};\n${statements}`);
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  let all = "";
  for await (const piece of child.stdout.setEncoding("utf8")) {
    if (all === "") await sleep(300);
    all += piece as string;
  }
  return all;
}

const long = "é and more\n".repeat(100_000);
const writeLong = `writeAll(1, "é and more\\n".repeat(100_000)); process.exit();`;

test("a text longer than a pipe holds is written whole before the program ends", async (t) => {
  assert.equal((await written(t, writeLong)) === long, true);
});

test("the same to a pipe that makes no one wait, as the streams of Node.js leave it", async (t) => {
  assert.equal((await written(t, `process.stdout; ${writeLong}`)) === long, true);
});

test("a pipe is no terminal", async (t) => {
  assert.equal(await written(t, "writeAll(1, String(isTerminal(1)));"), "false");
});
