// A target whose stage is misspelled is one mistake, and hides nothing else that is to be said of its Dockerfile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";

const dockerfile = `FROM debian:12 AS base
COPY missing.txt /
FROM base AS web
EXPOSE 80
CMD ["nginx"]
FROM base AS test
RUN make test
`;

async function findingsWith(stage: string): Promise<string[]> {
  const files = new Map([
    ["docker-bake.hcl", `target "default" {\n  target = "${stage}"\n  tags = ["acme/web:1"]\n}\n`],
    ["Dockerfile", dockerfile],
  ]);
  const { workspace, linter } = await memoryWorkspace(files);
  return [...files.keys()].flatMap((path) => linter.lint(workspace.store.get(`${memoryFolder}/${path}`)!)).map(({ rule, message }) => `${rule.name}: ${message}`);
}

const missing = 'BakeStageMissing: Dockerfile has no stage "wbe". Did you mean "web"?';

test("the stage that is meant is judged as if it were built", async () => {
  const right = (await findingsWith("web")).filter((finding) => !finding.startsWith("BakeStageNeverBuilt"));
  assert.ok(right.includes("CopyMissingSource: There is no missing.txt in the build context."), right.join("\n"));
  assert.deepEqual(await findingsWith("wbe"), [missing, ...right]);
});

test("where no stage is meant, nothing is known to be built", async () => {
  const found = await findingsWith("unrelated");
  assert.deepEqual(found.filter((finding) => /^(?:Bake|Copy)/.test(finding)), ['BakeStageMissing: Dockerfile has no stage "unrelated". It has base, web, test.']);
});
