// Both programs with the same `.hadolint.yaml`: the same codes at the same levels, and the same exit code.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { provideHadolint } from "../../../scripts/real-parts/hadolint.ts";
import { root } from "../../../scripts/files.ts";
import { run } from "../../../scripts/real-parts/run.ts";
import { lintJson, runCli, writeProject } from "../../cli/run-cli.ts";
import { requireComparator } from "../../harness/real-parts.ts";
import type { HadolintFinding } from "./run-hadolint.ts";

const levels: Readonly<Record<string, string>> = { hint: "style" };
const cli = join(root, "server/src/cli/main.ts");

/** Finds the same in `Dockerfile` as hadolint, and `expected` says what: line, code and level. */
async function checkSame(t: TestContext, configuration: string, dockerfile: string, expected: { readonly findings: string; readonly exit: number }): Promise<void> {
  const hadolint = await requireComparator(t, "hadolint", provideHadolint);
  if (!hadolint) return;
  const cwd = writeProject(t, { ".hadolint.yaml": configuration, Dockerfile: dockerfile });
  const theirs = await run(hadolint.path, ["-f", "json", "Dockerfile"], { timeout: 30_000, cwd });
  const reported = JSON.parse(theirs.stdout) as HadolintFinding[];
  const wanted = expected.findings.trim().split("\n").filter((line) => line !== "").sort();
  assert.deepEqual(unique(reported.map(({ line, code, level }) => `${line} ${code} ${level}`)), wanted, "hadolint");
  assert.equal(theirs.code, expected.exit, "hadolint's exit code");
  const args = ["--profile", "hadolint", "Dockerfile"];
  const ours = lintJson(args, { cwd, cli }).findings.map(({ startLine, severity, aliases }) => {
    const codes = aliases.filter((alias) => alias.startsWith("DL"));
    const code = codes.find((each) => wanted.some((line) => line.startsWith(`${startLine} ${each} `))) ?? codes[0];
    return `${startLine} ${code} ${levels[severity] ?? severity}`;
  });
  assert.deepEqual(unique(ours), wanted, "Bakewell");
  assert.equal(runCli(["lint", ...args], { cwd, cli }).code, expected.exit, "Bakewell's exit code");
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort();
}

test("ignored codes, overridden levels, and a threshold that one finding reaches", (t) => checkSame(t, `
ignored: [DL3008]
override:
  error: [DL3015]
  style: [DL3006]
  info: [DL3020]
failure-threshold: error
`, "FROM debian\nRUN apt-get install -y curl\nADD a /b\n", { findings: "1 DL3006 style\n2 DL3015 error\n3 DL3020 info", exit: 1 }));

test("a threshold that nothing reaches", (t) => checkSame(t, "failure-threshold: error\n", "FROM debian\n", { findings: "1 DL3006 warning", exit: 0 }));

test("no-fail", (t) => checkSame(t, "no-fail: true\n", "FROM debian:12\nADD a /b\n", { findings: "2 DL3020 error", exit: 0 }));

test("trusted registries", (t) => checkSame(t, "trustedRegistries: [docker.io, '*.example.com']\n", "FROM debian:12 AS a\nFROM quay.io/x/y:1 AS b\nFROM r.example.com/x:1 AS c\nFROM a\n",
  { findings: "2 DL3026 error", exit: 1 }));

test("a label schema, not strict", (t) => checkSame(t, `
label-schema:
  home: url
  made: rfc3339
  license: spdx
  commit: hash
  version: semver
  contact: email
  title: text
`, `FROM debian:12
LABEL home=nowhere made=today license=Free commit=abc version=1 contact=me title="" other=x
`, { findings: "2 DL3051 warning\n2 DL3052 warning\n2 DL3053 warning\n2 DL3054 warning\n2 DL3055 warning\n2 DL3056 warning\n2 DL3058 warning", exit: 1 }));

test("strict labels and a missing one", (t) => checkSame(t, "strict-labels: true\nlabel-schema: { title: text, home: url }\nfailure-threshold: info\n", "FROM debian:12\nLABEL title=x other=y\n",
  { findings: "1 DL3049 info\n2 DL3050 info", exit: 1 }));

test("pragmas", (t) => checkSame(t, "ignored: []\n", "FROM debian:12\n# hadolint ignore=DL3020\nADD a /b\nADD c /d\n", { findings: "4 DL3020 error", exit: 1 }));

test("pragmas that are switched off", (t) => checkSame(t, "disable-ignore-pragma: true\n", "FROM debian:12\n# hadolint ignore=DL3020\nADD a /b\n", { findings: "3 DL3020 error", exit: 1 }));

test("codes that are off by default are on when they are overridden", (t) => checkSame(t, "override:\n  warning: [DL3057]\n", "FROM debian:12\nCMD [\"x\"]\n", { findings: "1 DL3057 warning", exit: 1 }));
