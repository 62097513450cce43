// The process: found, fed, bounded and ended.
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { shellcheckProgram } from "../../server/src/node/shellcheck.ts";

const never = new AbortController().signal;
const needsShell = { skip: process.platform === "win32" ? "the programs are scripts of sh" : false };

/** A program of these lines of sh in a folder of its own. */
function writeProgram(t: TestContext, lines: string): { folder: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-shellcheck-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "shellcheck");
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o755);
  return { folder, path };
}

test("hands over an argument array and one script on standard input", needsShell, async (t) => {
  const { folder, path } = writeProgram(t, 'cd "$(dirname "$0")" || exit 9; printf "%s\\n" "$@" > arguments; cat > input; echo "{}"; exit 1');
  assert.equal(await shellcheckProgram(path).run(["echo '$(touch x)' 🐳\n"], "dash", never), "{}\n");
  assert.equal(readFileSync(join(folder, "arguments"), "utf8"), "--norc\n--format=json1\n--shell=dash\n--severity=style\n-\n");
  assert.equal(readFileSync(join(folder, "input"), "utf8"), "echo '$(touch x)' 🐳\n");
});

test("hands over several scripts as files of a folder that is gone afterwards", needsShell, async (t) => {
  const { folder, path } = writeProgram(t, 'here=$(dirname "$0"); pwd > "$here/work"; printf "%s\\n" "$@" > "$here/arguments"; cat 0 1 > "$here/input"; echo "{}"');
  assert.equal(await shellcheckProgram(path).run(["echo '$(touch x)'\n", "🐳 -x\n"], "bash", never), "{}\n");
  assert.equal(readFileSync(join(folder, "arguments"), "utf8"), "--norc\n--format=json1\n--shell=bash\n--severity=style\n0\n1\n");
  assert.equal(readFileSync(join(folder, "input"), "utf8"), "echo '$(touch x)'\n🐳 -x\n");
  assert.equal(existsSync(readFileSync(join(folder, "work"), "utf8").trim()), false);
});

test("the folder is gone when several scripts are called off", needsShell, async (t) => {
  const { folder, path } = writeProgram(t, 'pwd > "$(dirname "$0")/work"; exec sleep 60');
  const work = new AbortController();
  const running = shellcheckProgram(path).run(["a", "b"], "sh", work.signal);
  const workFile = join(folder, "work");
  while (!existsSync(workFile) || readFileSync(workFile, "utf8") === "") await new Promise((resolve) => setTimeout(resolve, 10));
  work.abort();
  assert.equal(await running, undefined);
  assert.equal(existsSync(readFileSync(workFile, "utf8").trim()), false);
});

test("is ended when the work is called off", needsShell, async (t) => {
  const { folder, path } = writeProgram(t, 'echo $$ > "$(dirname "$0")/pid"; exec sleep 60');
  const work = new AbortController();
  const running = shellcheckProgram(path).run(["true"], "sh", work.signal);
  const pidFile = join(folder, "pid");
  while (!existsSync(pidFile) || readFileSync(pidFile, "utf8") === "") await new Promise((resolve) => setTimeout(resolve, 10));
  work.abort();
  assert.equal(await running, undefined);
  const pid = Number(readFileSync(pidFile, "utf8"));
  for (let attempt = 0; isAlive(pid) && attempt < 200; attempt++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(isAlive(pid), false);
});

test("output without end, failures and programs that read nothing give no answer", needsShell, async (t) => {
  assert.equal(await shellcheckProgram(writeProgram(t, "exec yes 0123456789").path).run(["true"], "sh", never), undefined);
  assert.equal(await shellcheckProgram(writeProgram(t, "exit 4").path).run(["x".repeat(1_000_000)], "sh", never), undefined);
});

test("only absolute paths and names on PATH are programs", needsShell, async (t) => {
  const { folder, path } = writeProgram(t, "true");
  assert.equal(await shellcheckProgram(path).isAvailable(), true);
  assert.equal(await shellcheckProgram("./shellcheck").isAvailable(), false);
  assert.equal(await shellcheckProgram(join(folder, "missing")).isAvailable(), false);
  assert.equal(await shellcheckProgram("no-such-program-of-bakewell").isAvailable(), false);
  assert.equal(await shellcheckProgram(folder).isAvailable(), false);
  assert.equal(await shellcheckProgram(join(folder, "missing")).run(["true"], "sh", never), undefined);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
