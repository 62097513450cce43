// The command line runs the ShellCheck on PATH, and finds what the editor does.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { provideShellcheck } from "../../scripts/real-parts/shellcheck.ts";
import { readLintArguments } from "../../server/src/cli/arguments.ts";
import { lintCommand } from "../../server/src/cli/lint-command.ts";
import { requirePart } from "../harness/real-parts.ts";

/** Lints one Dockerfile and returns the places of ShellCheck's findings, or undefined where there is no ShellCheck. */
async function lint(t: TestContext, files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<string[] | undefined> {
  const part = await requirePart(t, "ShellCheck", provideShellcheck);
  if (!part) return undefined;
  const path = process.env["PATH"];
  process.env["PATH"] = [dirname(part.path), path].join(delimiter);
  t.after(() => (process.env["PATH"] = path));
  const folder = mkdtempSync(join(tmpdir(), "bakewell-shellcheck-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  let out = "";
  let errors = "";
  await lintCommand(readLintArguments([...words, "--format=json", "Dockerfile"]), folder, { out: (text) => (out += text), error: (text) => (errors += text), useColor: false });
  assert.equal(errors, "");
  const { findings } = JSON.parse(out) as { findings: { rule: string; severity: string; startLine: number; startColumn: number; endColumn: number; url: string }[] };
  return findings.filter(({ rule }) => rule.startsWith("SC")).map(({ rule, severity, startLine, startColumn, endColumn, url }) => `${startLine}:${startColumn}-${endColumn} ${severity} ${rule} ${url}`);
}

const Dockerfile = "FROM debian:12\nRUN rm $(ls a) $HOME\n";
const place = "2:8-15 warning SC2046 https://www.shellcheck.net/wiki/SC2046";

test("findings of ShellCheck are reported, unless it is not wanted", async (t) => {
  const found = await lint(t, { Dockerfile });
  if (!found) return;
  assert.deepEqual(found, [place]);
  assert.deepEqual(await lint(t, { Dockerfile }, "--no-shellcheck"), []);
});

test("a configuration file gives codes a severity", async (t) => {
  const found = await lint(t, { Dockerfile, ".bakewell.jsonc": '{ "rules": { "SC2046": "off", "SC2086": "error" } }' });
  if (found) assert.deepEqual(found, ["2:16-21 error SC2086 https://www.shellcheck.net/wiki/SC2086"]);
});

test("profiles of other tools keep to what those find", async (t) => {
  const found = await lint(t, { Dockerfile }, "--profile=hadolint");
  if (!found) return;
  assert.deepEqual(found, [place, "2:16-21 info SC2086 https://www.shellcheck.net/wiki/SC2086"]);
  assert.deepEqual(await lint(t, { Dockerfile }, "--profile=buildkit"), []);
});
