// What one set of bake files says of a Dockerfile depends on the other sets that build it, also when only these change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";

const files = new Map([
  ["docker-bake.hcl", "target \"web\" {\n  target = \"web\"\n}\n"],
  ["debug.bake.hcl", "target \"debug\" {\n  target = \"debug\"\n}\n"],
  ["Dockerfile", "FROM debian:12 AS web\nFROM debian:12 AS debug\nFROM debian:12 AS test\n"],
]);

test("a stage is never built once the other set does not build it any more", async () => {
  const { workspace, linter } = await memoryWorkspace(files);
  const neverBuilt = (): string[] => linter.lint(workspace.store.get(`${memoryFolder}/Dockerfile`)!).flatMap(({ rule, message }) => (rule.name === "BakeStageNeverBuilt" ? [message] : []));
  assert.deepEqual(neverBuilt(), ["No target builds the stage \"test\"."]);
  workspace.store.openDocument(`${memoryFolder}/debug.bake.hcl`, 1, "target \"debug\" {\n  target = \"test\"\n}\n", undefined);
  assert.deepEqual(neverBuilt(), ["No target builds the stage \"debug\"."]);
  workspace.removeFile(`${memoryFolder}/debug.bake.hcl`);
  workspace.store.closeDocument(`${memoryFolder}/debug.bake.hcl`);
  assert.deepEqual(neverBuilt(), ["No target builds the stage \"debug\".", "No target builds the stage \"test\"."]);
});
