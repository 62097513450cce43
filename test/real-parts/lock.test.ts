import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

const lockModule = join(import.meta.dirname, "../../scripts/real-parts/lock.ts");

/** Starts processes that each take the lock, print `enter`, wait and print `leave`; checks what they printed together. */
async function checkProcesses(t: test.TestContext, count: number, expected: string, prepare?: (locks: string) => void): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), "bakewell-lock-"));
  t.after(() => rmSync(cache, { recursive: true, force: true }));
  mkdirSync(join(cache, "locks"));
  prepare?.(join(cache, "locks"));
  const source = `
    import { withLock } from ${JSON.stringify(lockModule)}
    await withLock('demo', async () => {
      process.stdout.write('enter ')
      await new Promise((resolve) => setTimeout(resolve, 100))
      process.stdout.write('leave ')
    })`;
  let output = "";
  const exits = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", source], { env: { ...process.env, BAKEWELL_CACHE: cache } });
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    return new Promise((resolve) => child.on("close", resolve));
  });
  assert.deepEqual(await Promise.all(exits), Array(count).fill(0));
  assert.equal(output.trim(), expected);
}

test("processes that provide the same part wait for each other", async (t) => {
  await checkProcesses(t, 3, "enter leave enter leave enter leave");
});

test("the lock of a process that died is taken over", async (t) => {
  await checkProcesses(t, 2, "enter leave enter leave", (locks) => {
    // No process has this id: it is beyond the largest that Linux and macOS give.
    writeFileSync(join(locks, "demo.lock"), "99999999");
  });
});
