// What the profile `hadolint` makes of our findings: as text, one line a finding with its line, severity, rule and number of fixes.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Configuration } from "../../server/src/lint/configuration.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";

async function checkFindings(dockerfile: string, expected: string, configuration: Configuration = {}): Promise<void> {
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", dockerfile]]), { configuration: { profile: "hadolint", ...configuration } });
  const snapshot = workspace.store.get(`${memoryFolder}/Dockerfile`)!;
  const lines = linter.lint(snapshot).map(({ rule, severity, span, fixes }) => {
    const { line } = snapshot.lines.positionAt(span.start);
    return `${line + 1} ${severity} ${rule.name} "${snapshot.text.slice(span.start, span.end)}" ${fixes.length > 0 ? "with a fix" : "without a fix"}`;
  });
  assert.equal(lines.join("\n"), expected.trim());
}

test("a finding that hadolint has too keeps its place and its fix", () => checkFindings("FROM debian:12\nRUN apt-get install --no-install-recommends curl=1\n", `
2 warning AptGetAssumeYes "install" with a fix
`));

test("what only we see is left out: calls behind another program", () => checkFindings("FROM debian:12\nRUN env A=b apt-get install curl\n", ""));

test("what only hadolint sees is there: the value of an option taken for a package", () => checkFindings("FROM debian:12\nRUN apk add --no-cache --root /x curl=1\n", `
2 warning PinApkVersions "apk add --no-cache --root /x curl=1" without a fix
`));

test("a severity that the user sets wins, and a rule that is off stays off", () =>
  checkFindings("FROM debian\nRUN apk add --no-cache --root /x curl=1\n", `
2 error PinApkVersions "apk add --no-cache --root /x curl=1" without a fix
`, { rules: { dl3018: "error", dl3006: "off" } }));

test("each code of a rule with several has its own severity", () => checkFindings('FROM debian:12\nCMD ["a"]\nCMD ["b"]\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n', `
3 warning MultipleInstructionsDisallowed "CMD ["b"]" without a fix
5 error MultipleInstructionsDisallowed "ENTRYPOINT ["b"]" without a fix
`));

test("its comments count only where hadolint heeds them, ours everywhere", () => checkFindings(`FROM debian:12
# hadolint ignore=DL3003
RUN cd /a
ENV A=b
# hadolint ignore=DL3003

RUN cd /b
ENV C=d
# bakewell ignore=DL3003

RUN cd /c
`, `
7 warning UseWorkdirNotCd "cd /b" without a fix
`));

test("in another profile the same rule looks further", () => checkFindings("FROM debian:12\nRUN env A=b apt-get install curl=1\n", `
2 warning AptGetAssumeYes "install" with a fix
`, { profile: "none", rules: { dl3014: "warning" } }));
