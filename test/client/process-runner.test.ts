import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { startProcess } from "../../client/src/bake/process-runner.ts";
import { mapLimited } from "../../client/src/bake/health-check.ts";
import type { CommandLine, CommandOutcome } from "../../client/src/core/command-line.ts";

const isWindows = process.platform === "win32";

function shell(script: string): CommandLine<CommandOutcome> {
  return { command: "sh", args: ["-c", script], cwd: undefined, env: {}, parse: (outcome) => outcome };
}

function isRunning(marker: string): boolean {
  return spawnSync("pgrep", ["--full", `sleep ${marker}`]).status === 0;
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !condition(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(condition());
}

describe("a started program", { skip: isWindows ? "the scripts need a Unix shell" : false }, () => {
  test("gives its lines as they come and keeps those that nobody takes", async () => {
    const taken: string[] = [];
    const script = `printf 'out' ; printf '{1}\\nplain\\r\\n{Z\\303' >&2; sleep 0.1; printf '\\274rich}\\nlast' >&2; exit 3`;
    const outcome = await startProcess(shell(script), (line) => line.startsWith("{") && taken.push(line) > 0).result;
    assert.deepEqual(taken, ["{1}", "{Zürich}"]);
    assert.deepEqual(outcome, { exitCode: 3, stdout: "out", stderr: "plain\nlast", startError: undefined });
  });

  test("is stopped with all that it started, even what ignores the first signal", async () => {
    // A shell starts its background jobs deaf to SIGINT.
    const running = startProcess(shell("sleep 61.61 & wait"));
    await until(() => isRunning("61.61"));
    running.stop(200);
    const outcome = await running.result;
    assert.notEqual(outcome.exitCode, 0);
    await until(() => !isRunning("61.61"));
  });

  test("is ended by force when it does not stop", async () => {
    const running = startProcess(shell(`trap '' INT; echo ready >&2; sleep 62.62`), (line) => {
      if (line === "ready") running.stop(200);
      return true;
    });
    const outcome = await running.result;
    assert.equal(outcome.exitCode, null);
    await until(() => !isRunning("62.62"));
  });

  test("stopping it twice, or after its end, does no harm", async () => {
    const running = startProcess(shell("exit 0"));
    await running.result;
    running.stop();
    running.kill();
    assert.equal((await running.result).exitCode, 0);
  });
});

test("jobs run a few at a time, and their results keep the order", async () => {
  let active = 0;
  let most = 0;
  const results = await mapLimited([30, 10, 20, 1], 2, async (milliseconds) => {
    most = Math.max(most, ++active);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    active--;
    return `${milliseconds} ms`;
  });
  assert.deepEqual(results, ["30 ms", "10 ms", "20 ms", "1 ms"]);
  assert.equal(most, 2);
});
