// What a `.hadolint.yaml` means for our findings: each case states the files, and the findings of one of them as text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFiles } from "../harness/carets.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";

/** Lints `path` and gives one line for each finding of these rules: line, severity, name. */
async function checkFindings(source: string, rules: readonly string[], expected: string, path = "Dockerfile"): Promise<void> {
  const { workspace, linter } = await memoryWorkspace(readFiles(source, "Dockerfile"));
  const snapshot = workspace.store.get(`${memoryFolder}/${path}`)!;
  const findings = linter.lint(snapshot).filter(({ rule }) => rules.includes(rule.name));
  const lines = findings.map(({ rule, severity, span }) => `${snapshot.lines.positionAt(span.start).line + 1} ${severity} ${rule.name}`);
  assert.equal(lines.join("\n"), expected.trim());
}

async function checkProblems(source: string, expected: readonly string[]): Promise<void> {
  const { linter } = await memoryWorkspace(readFiles(source, "Dockerfile"));
  const problems = linter.configurationFileOf(`${memoryFolder}/Dockerfile`)?.problems ?? [];
  assert.deepEqual(problems.map(({ path, message }) => [...path, message].join(": ")), expected);
}

test("ignored codes are off, overridden ones get another severity, and ignoring wins", () => checkFindings(`
//- .hadolint.yaml
ignored: [DL3007, dl3025]
override:
  error: [DL3006]
  style: [DL3020]
  info: [DL3007]
//- Dockerfile
FROM debian
FROM debian:latest
ADD a.txt /
CMD run
`.trimStart(), ["RequireImageTag", "NoLatestTag", "PreferCopyOverAdd", "PreferExecForm"], `
1 error RequireImageTag
3 hint PreferCopyOverAdd
`));

test("a key without a value, the other ending and settings of the program itself are fine", () => checkProblems(`
//- .hadolint.yml
ignored:
override:
format: tty
no-color: true
//- Dockerfile
FROM debian:12
`.trimStart(), ["override: This must be a map of severities and codes."]));

test("trusted registries and the label schema become options", () => checkFindings(`
//- .hadolint.yaml
trustedRegistries: ["*.example.com"]
strict-labels: true
label-schema:
  homepage: url
  contact: email
//- Dockerfile
FROM registry.example.com/a:1 AS a
FROM debian:12
LABEL homepage=none contakt=me
`.trimStart(), ["NoUntrustedRegistry", "LabelUrl", "LabelRequired", "LabelSuperfluous"], `
2 info LabelRequired
2 error NoUntrustedRegistry
3 warning LabelUrl
3 info LabelSuperfluous
`));

test("ignore comments of hadolint can be switched off; ours stay", () => checkFindings(`
//- .hadolint.yaml
disable-ignore-pragma: true
//- Dockerfile
FROM debian:12
# hadolint ignore=DL3004
RUN sudo a
# bakewell ignore=NoSudo
RUN sudo b
`.trimStart(), ["NoSudo"], "3 warning NoSudo"));

const nested = `
//- .hadolint.yaml
ignored: [DL3004]
//- app/.bakewell.jsonc
{ "rules": { "NoSudo": "error" } }
//- app/Dockerfile
FROM debian:12
RUN sudo a
//- lib/Dockerfile
FROM debian:12
RUN sudo a
`.trimStart();

test("our own configuration wins where it is nearer", () => checkFindings(nested, ["NoSudo"], "2 error NoSudo", "app/Dockerfile"));
test("hadolint's holds elsewhere", () => checkFindings(nested, ["NoSudo"], "", "lib/Dockerfile"));

test("beside each other ours wins", () => checkFindings(`
//- .hadolint.yaml
ignored: [DL3004]
//- .bakewell.jsonc
{}
//- Dockerfile
FROM debian:12
RUN sudo a
`.trimStart(), ["NoSudo"], "2 warning NoSudo"));

test("what cannot be understood is told", () => checkProblems(`
//- .hadolint.yaml
ignored: DL3004
failure-threshold: some
override:
  fatal: [DL3006]
label-schema:
  a: date
colour: red
//- Dockerfile
FROM debian:12
`.trimStart(), [
  "ignored: This must be a list of texts.",
  "failure-threshold: This must be one of error, warning, info, style, ignore, none.",
  "override: fatal: This must be under one of error, warning, info, style.",
  "label-schema: a: This must be one of text, rawtext, url, rfc3339, semver, hash, spdx, email.",
  'colour: hadolint has no setting "colour".',
]));

test("broken YAML is told with its line, and nothing of it counts", () => checkProblems(`
//- .hadolint.yaml
ignored: [DL3004
override: {}}
//- Dockerfile
FROM debian:12
`.trimStart(), ["Not valid YAML at line 2."]));

test("the threshold is the command line's, and no-fail wins over it", async () => {
  const levelOf = async (yaml: string) => {
    const { linter } = await memoryWorkspace(new Map([[".hadolint.yaml", yaml], ["Dockerfile", "FROM debian:12\n"]]));
    return linter.configurationFileOf(`${memoryFolder}/Dockerfile`)?.configuration.failLevel;
  };
  assert.equal(await levelOf("failure-threshold: style\n"), "hint");
  assert.equal(await levelOf("failure-threshold: error\nno-fail: true\n"), "none");
  assert.equal(await levelOf("ignored: []\n"), undefined);
});

test("in the profile hadolint its own severities hold, and its own reach", () => checkFindings(`
//- .bakewell.jsonc
{ "profile": "hadolint" }
//- Dockerfile
FROM debian:12
RUN sudo a
RUN cd x
RUN set -o pipefail; a | b
LABEL A=b
COPY a b .
EXPOSE 22
`.trimStart(), ["NoSudo", "UseWorkdirNotCd", "SetPipefail", "LabelInvalidKey", "CopyMultiSourceNeedsDir", "ExposeAdminPort", "RequireHealthcheck", "ConsecutiveRun", "PipefailUnsupported"], `
2 error NoSudo
3 info ConsecutiveRun
3 warning UseWorkdirNotCd
4 warning SetPipefail
5 hint LabelInvalidKey
6 error CopyMultiSourceNeedsDir
`));
