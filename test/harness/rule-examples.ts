// Runs the examples of a rule's page, and of edge cases in the same form.
import assert from "node:assert/strict";
import { applyEdits, type Edit } from "../../server/src/base/edit.ts";
import { configurationFileName } from "../../server/src/lint/configuration-files.ts";
import { applySafeFixes } from "../../server/src/lint/apply-safe-fixes.ts";
import type { Finding } from "../../server/src/lint/finding.ts";
import { collectFixes } from "../../server/src/lint/fix-all.ts";
import type { Rule } from "../../server/src/rules/rule.ts";
import type { RuleExample } from "../../scripts/rule-page.ts";
import { readExecutables, readFiles, readMarks, writeMarks } from "./carets.ts";
import { memoryFolder, memoryWorkspace } from "./memory-host.ts";

const names: Readonly<Record<string, string>> = { dockerfile: "Dockerfile", hcl: "docker-bake.hcl", json: "docker-bake.json", files: "Dockerfile" };

/** Checks that the rule, and no other, reports exactly what is marked, and that its fixes give the texts that follow. */
export async function checkExample(rule: Rule, example: RuleExample): Promise<void> {
  const marked = readFiles(example.source, names[example.language]!);
  const files = new Map([...marked].map(([path, source]) => [path, readMarks(source).text]));
  const findings = await lintFiles(rule, files, readExecutables(example.source));
  for (const [path, source] of marked) {
    const expected = readMarks(source);
    const actual = findings.get(path) ?? [];
    const marks = actual.map((finding) => ({ ...finding.span, message: withSeverity(finding, expected.marks.map((mark) => mark.message)) }));
    assert.equal(writeMarks(expected.text, marks), writeMarks(expected.text, expected.marks), `${rule.name} in ${path}, line ${example.line} of its page`);
  }
  if (example.fixed !== undefined) await checkFixed(rule, files, example, example.fixed);
  if (example.fixedUnsafe !== undefined) checkFirstFixes(files, findings, example, example.fixedUnsafe);
}

/** A mark may say the severity in front of its message: `^^^ hint: text`. */
function withSeverity(finding: Finding, expected: readonly string[]): string {
  const full = `${finding.severity}: ${finding.message}`;
  return expected.includes(full) ? full : finding.message;
}

async function workspaceFor(rule: Rule, files: ReadonlyMap<string, string>, executables: ReadonlySet<string>) {
  const all = new Map(files);
  // A rule that is off by default is on in its own examples; one that is on keeps the severities it gives by itself.
  if (!all.has(configurationFileName)) all.set(configurationFileName, JSON.stringify(rule.severity === "off" ? { rules: { [rule.name]: "info" } } : {}));
  return memoryWorkspace(all, undefined, undefined, executables);
}

async function lintFiles(rule: Rule, files: ReadonlyMap<string, string>, executables: ReadonlySet<string>): Promise<Map<string, Finding[]>> {
  const { workspace, linter } = await workspaceFor(rule, files, executables);
  return new Map([...files.keys()].map((path) => {
    const snapshot = workspace.store.get(`${memoryFolder}/${path}`)!;
    return [path, linter.lint(snapshot).filter((finding) => finding.rule === rule)];
  }));
}

/** Other rules' fixes are left out by switching everything else off. */
async function checkFixed(rule: Rule, files: ReadonlyMap<string, string>, example: RuleExample, fixed: string): Promise<void> {
  const { allRules } = await import("../../server/src/rules/all-rules.ts");
  const off = Object.fromEntries(allRules.filter((other) => other !== rule).map((other) => [other.name, "off"]));
  const own = rule.severity === "off" ? { [rule.name]: "info" } : {};
  const all = new Map(files).set(configurationFileName, JSON.stringify({ rules: { ...off, ...own } }));
  const { workspace, linter } = await memoryWorkspace(all);
  const expected = readFiles(fixed, names[example.language]!);
  for (const path of expected.keys()) {
    const uri = `${memoryFolder}/${path}`;
    const snapshot = workspace.store.openDocument(uri, 1, files.get(path)!, undefined);
    assert.equal(applySafeFixes(snapshot, workspace, linter), expected.get(path), `${rule.name}: ${path} after all safe fixes, line ${example.line} of its page`);
  }
}

function checkFirstFixes(files: ReadonlyMap<string, string>, findings: ReadonlyMap<string, readonly Finding[]>, example: RuleExample, fixed: string): void {
  const expected = readFiles(fixed, names[example.language]!);
  const edits = new Map<string, Edit[]>();
  for (const [path, found] of findings) {
    const uri = `${memoryFolder}/${path}`;
    for (const edit of collectFixes(found, uri, () => true)) edits.set(path, [...(edits.get(path) ?? []), edit]);
    for (const finding of found) {
      for (const edit of finding.fixes[0]?.edits ?? []) {
        if (edit.uri === undefined || edit.uri === uri) continue;
        const other = edit.uri.slice(memoryFolder.length + 1);
        edits.set(other, [...(edits.get(other) ?? []), edit]);
      }
    }
  }
  for (const [path, text] of expected) {
    assert.equal(applyEdits(files.get(path)!, edits.get(path) ?? []), text, `${path} after the first fix of each finding, line ${example.line} of its page`);
  }
}
