// What the disk says of files beside their text: whether they may be executed.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readLintArguments } from "../../server/src/cli/arguments.ts";
import { lintCommand } from "../../server/src/cli/lint-command.ts";

test("a script that is started must be executable on the disk", { skip: process.platform === "win32" }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-modes-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "compose.yaml"), "services:\n  web:\n    build: .\n");
  writeFileSync(join(folder, "Dockerfile"), 'FROM debian:12\nUSER 1000\nCOPY start.sh /\nHEALTHCHECK CMD ["true"]\nENTRYPOINT ["/start.sh"]\n');
  writeFileSync(join(folder, "start.sh"), "#!/bin/sh\n", { mode: 0o644 });
  assert.equal(await warningsIn(folder), "Dockerfile:5:13: warning: start.sh is not executable in the build context, so that the container cannot start it. (EntrypointNotExecutable)");
  chmodSync(join(folder, "start.sh"), 0o755);
  assert.equal(await warningsIn(folder), "");
});

async function warningsIn(folder: string): Promise<string> {
  let out = "";
  await lintCommand(readLintArguments(["--no-shellcheck", "--format=json", "."]), folder, { out: (text) => (out += text), error: (text) => assert.fail(text), useColor: false });
  const { findings } = JSON.parse(out) as { findings: { path: string; startLine: number; startColumn: number; severity: string; message: string; rule: string }[] };
  const shown = findings.filter(({ severity }) => severity === "warning" || severity === "error");
  return shown.map(({ path, startLine, startColumn, severity, message, rule }) => `${path}:${startLine}:${startColumn}: ${severity}: ${message} (${rule})`).join("\n");
}
