// What a `.bakewell.jsonc` means for findings: each case states the files, and the findings of one of them as text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFiles } from "../harness/carets.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";

/** Lints `path` and gives one line for each finding of these rules: line, severity, name. */
async function checkFindings(path: string, rules: readonly string[], source: string, expected: string): Promise<void> {
  const { workspace, linter } = await memoryWorkspace(readFiles(source.trimStart(), "Dockerfile"));
  const snapshot = workspace.store.get(`${memoryFolder}/${path}`)!;
  const findings = linter.lint(snapshot).filter(({ rule }) => rules.includes(rule.name));
  const lines = findings.map(({ rule, severity, span }) => `${snapshot.lines.positionAt(span.start).line + 1} ${severity} ${rule.name}`);
  assert.equal(lines.join("\n"), expected.trim());
}

async function checkProblems(source: string, expected: readonly string[]): Promise<void> {
  const { linter } = await memoryWorkspace(readFiles(source.trimStart(), "Dockerfile"));
  const problems = linter.configurationFileOf(`${memoryFolder}/Dockerfile`)?.problems ?? [];
  assert.deepEqual(problems.map(({ path, message }) => [...path, message].join(": ")), expected);
}

const overrides = `
//- .bakewell.jsonc
{
  "rules": { "RequireImageTag": "info" },
  "overrides": [
    { "files": ["test/"], "rules": { "DL3006": "off", "NoLatestTag": "hint" } },
    { "files": ["**/*.dev.Dockerfile"], "rules": { "NoLatestTag": "error" } },
    { "files": ["parity/**"], "profile": "none" }
  ]
}
//- Dockerfile
FROM debian
FROM debian:latest
//- test/Dockerfile
FROM debian
FROM debian:latest
//- test/a.dev.Dockerfile
FROM debian
FROM debian:latest
//- parity/Dockerfile
FROM debian
FROM debian:latest
`;
const imageRules = ["RequireImageTag", "NoLatestTag"];

test("a file that no override names follows the rules for all", () => checkFindings("Dockerfile", imageRules, overrides, "1 info RequireImageTag\n2 warning NoLatestTag"));
test("an override wins over the rules for all, by alias too", () => checkFindings("test/Dockerfile", imageRules, overrides, "2 hint NoLatestTag"));
test("of several overrides the last wins, rule by rule", () => checkFindings("test/a.dev.Dockerfile", imageRules, overrides, "2 error NoLatestTag"));
test("an override may choose a profile; rules that are written still count", () => checkFindings("parity/Dockerfile", imageRules, overrides, "1 info RequireImageTag"));

test("what is wrong with an override is said with its place", () => checkProblems(`
//- .bakewell.jsonc
{
  "override": [],
  "overrides": [{ "rules": {} }, { "files": "a" }, { "files": ["a"], "rule": {}, "rules": { "RequireImageTags": "off" } }, 1]
}
//- Dockerfile
FROM debian:12
`, [
  'override: Unknown key "override". Did you mean "overrides"?',
  'overrides: 0: An entry of "overrides" needs "files": a list of glob patterns.',
  'overrides: 1: files: "files" must be a list of glob patterns.',
  'overrides: 2: rule: Unknown key "rule". Did you mean "rules"?',
  'overrides: 2: rules: RequireImageTags: There is no rule "RequireImageTags". Did you mean "RequireImageTag"?',
  'overrides: 3: An entry of "overrides" must be an object with "files" and "rules".',
]));
