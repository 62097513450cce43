// Many files are shared between threads: the report is the same as that of one thread, and Ctrl-C leaves nothing behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { readLintArguments } from "../../server/src/cli/arguments.ts";
import { threadsFor } from "../../server/src/cli/check-files.ts";
import { lintCommand } from "../../server/src/cli/lint-command.ts";
import { cliPath, runCli } from "./run-cli.ts";

/** A tree in which every kind of file stands: alone, beside one that is much the same, built by a bake file, with settings of its own, with a baseline. */
function writeTree(t: TestContext, services: number): string {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-jobs-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (let index = 0; index < services; index++) {
    write(`area${index % 7}/service${index}/Dockerfile`, `FROM debian\nARG UNUSED${index}\nRUN apt-get install curl${index}\n# hadolint ignore=DL3025\nCMD run ${index}\n`);
  }
  for (const name of ["one", "two"]) write(`twins/${name}/Dockerfile`, `FROM debian:12\n${"RUN make part\n".repeat(9)}CMD ["${name}"]\n`);
  write("docker-bake.hcl", 'target "app" {\n  context = "area1/service1"\n  args = { NONE = "1" }\n}\n');
  write("area2/.bakewell.jsonc", '{ "rules": { "NoLatestTag": "error", "WorkdirRelativePath": "off" } }');
  write("area3/.hadolint.yaml", "ignored: [DL3006]\n");
  return folder;
}

async function lint(folder: string, ...words: readonly string[]): Promise<{ status: number; out: string; errors: string }> {
  let out = "";
  let errors = "";
  const status = await lintCommand(readLintArguments(["--no-shellcheck", ...words, "."]), folder, { out: (text) => (out += text), error: (text) => (errors += text), useColor: false });
  return { status, out, errors };
}

test("several threads report what one does, byte for byte", async (t) => {
  const folder = writeTree(t, 1100);
  const alone = await lint(folder, "--jobs=1", "--format=json");
  const together = await lint(folder, "--jobs=3", "--format=json");
  assert.equal(together.errors, "");
  assert.equal(together.out === alone.out, true);
  assert.match(alone.out, /"path": "area1\/service1\/Dockerfile"/);
  assert.match(alone.out, /10 of 11 instructions also stand in \.\.\/two\/Dockerfile/);
  const bundled = runCli(["lint", "--jobs=3", "--format=json", "."], { cwd: folder });
  assert.equal(bundled.stderr, "");
  assert.equal(bundled.stdout === alone.out, true);
});

test("what is wrong with a configuration is told once", async (t) => {
  const folder = writeTree(t, 1100);
  writeFileSync(join(folder, "area4/.bakewell.jsonc"), '{ "profile": "none-such" }');
  const alone = await lint(folder, "--jobs=1");
  assert.equal(alone.status, 2);
  assert.deepEqual(await lint(folder, "--jobs=3"), alone);
});

test("threads are started where they are worth it", () => {
  const cases: [files: number, jobs: number | undefined, threads: number][] = [[1, 8, 1], [499, 8, 1], [500, 8, 2], [1100, 2, 2], [1100, 8, 3], [9000, 8, 8], [9000, 1, 1], [9000, undefined, 3]];
  for (const [files, jobs, threads] of cases) assert.equal(threadsFor(files, jobs, 6), threads, `${files} files, ${jobs} jobs`);
  assert.equal(threadsFor(9000, undefined, 1), 1);
});

test("Ctrl-C ends all threads and their programs, and leaves no files", { skip: process.platform === "win32" ? "there are no signals" : false }, async (t) => {
  const folder = writeTree(t, 1100);
  const programs = mkdtempSync(join(tmpdir(), "bakewell-jobs-"));
  t.after(() => rmSync(programs, { recursive: true, force: true }));
  writeFileSync(join(programs, "shellcheck"), `#!/bin/sh\necho "$$ $(pwd)" >> "${programs}/started"\nexec sleep 60\n`);
  chmodSync(join(programs, "shellcheck"), 0o755);
  const child = spawn(process.execPath, [cliPath, "lint", "--jobs=3", "."], { cwd: folder, env: { ...process.env, PATH: `${programs}:${process.env["PATH"]}` }, stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  const started = (): string[] => (existsSync(join(programs, "started")) ? readFileSync(join(programs, "started"), "utf8").trim().split("\n") : []);
  while (started().length < 3) {
    assert.equal(child.exitCode, null);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGINT");
  assert.equal(await ended, 130);
  for (const line of started()) {
    const [pid, where] = line.split(" ") as [string, string];
    assert.equal(where === tmpdir() || !existsSync(where), true, where);
    assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" });
  }
  assert.deepEqual(readdirSync(folder).sort(), ["area0", "area1", "area2", "area3", "area4", "area5", "area6", "docker-bake.hcl", "twins"]);
});
