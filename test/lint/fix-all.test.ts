// Fixes of several rules at once: which of them are applied together, and what a fix-all comes to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits } from "../../server/src/base/edit.ts";
import { applySafeFixes } from "../../server/src/lint/apply-safe-fixes.ts";
import { collectFixes } from "../../server/src/lint/fix-all.ts";
import { memoryUri, memoryWorkspace } from "../harness/memory-host.ts";

/** With only these rules on: the text after all safe fixes, or after the first fix of each finding where suggestions count too. */
async function checkFixes(rules: readonly string[], kind: "safe" | "all", text: string, expected: string): Promise<void> {
  const uri = memoryUri("Dockerfile");
  const configuration = { profile: "none", rules: Object.fromEntries(rules.map((rule) => [rule, "info" as const])) } as const;
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", text]]), { configuration });
  const snapshot = workspace.store.openDocument(uri, 1, text, undefined);
  const actual = kind === "safe" ? applySafeFixes(snapshot, workspace, linter) : applyEdits(text, collectFixes(linter.lint(snapshot), uri, () => true));
  assert.equal(actual, expected);
}

test("what goes anyway is not mended first, so that three passes are enough", () => checkFixes(["InstructionUppercase", "LabelDuplicateKey", "LabelGrouped", "LabelOrder"], "safe", `from debian:12
label version=1 team=web
label contact=a@example.com
label version=2 contact=b@example.com
`, `FROM debian:12
LABEL contact=b@example.com \\
      team=web version=2
`));

test("what a rule adds behind a command is left out where another one rewrites it", () => checkFixes(["UseShellInstruction", "ConsecutiveRun"], "all", `FROM ubuntu:24.04
RUN ln -sf /bin/bash /bin/sh
RUN source /etc/profile
`, `FROM ubuntu:24.04
SHELL ["/bin/bash", "-c"]
RUN source /etc/profile
`));

test("of the fixes for one place the one that writes most comes first, so that three passes are enough", () => checkFixes(["InstructionUppercase", "MaintainerDeprecated", "LabelGrouped", "LabelOrder"], "safe", `from debian:12
label version=1
maintainer Ada
`, `FROM debian:12
LABEL org.opencontainers.image.authors="Ada" \\
      version=1
`));

test("words of an instruction that a line continuation has swallowed are not mended", () => checkFixes(["DanglingContinuation", "EnvUnquotedSpace", "EnvInvalidName", "SortPackages"], "all", `FROM alpine:3.22 AS one
ENV VERSION=1 \\
FROM --platform=arm64 one AS base
RUN apk add --no-cache curl b a \\
COPY . /srv
`, `FROM alpine:3.22 AS one
ENV VERSION=1
FROM --platform=arm64 one AS base
RUN apk add --no-cache curl b a
COPY . /srv
`));
