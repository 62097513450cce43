// Findings are kept while nothing that they depend on changes, and no longer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFolder, memoryUri, memoryWorkspace } from "../harness/memory-host.ts";

const dockerfile = "ARG BASE\nFROM ${BASE}\nRUN a\n";
const bakeFile = (args: string): string => `target "default" {\n  args = { ${args} }\n}\n`;

/** Lints the Dockerfile after each text of the bake file; what is asserted are the rule's findings each time. */
async function checkEdits(rule: string, bakeTexts: readonly string[], expected: readonly (readonly string[])[]): Promise<void> {
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", dockerfile], ["docker-bake.hcl", bakeTexts[0]!]]));
  const uri = `${memoryFolder}/docker-bake.hcl`;
  workspace.store.openDocument(uri, 0, bakeTexts[0]!, undefined);
  const found: string[][] = [];
  for (const [version, text] of bakeTexts.entries()) {
    workspace.store.changeDocument(uri, version + 1, text);
    await workspace.settle();
    found.push(linter.lint(workspace.store.get(memoryUri("Dockerfile"))!).filter((finding) => finding.rule.name === rule).map((finding) => finding.message));
  }
  assert.deepEqual(found, expected);
}

test("an argument that a target gives and takes back", () => checkEdits("InvalidDefaultArgInFrom", [bakeFile("BASE = \"alpine:3\""), bakeFile("OTHER = 1"), bakeFile("BASE = \"alpine:3\"")], [
  [], ["Without build arguments ${BASE} is empty, which names no image."], [],
]));

test("the same object for the same findings of a file that another edit leaves alone", async () => {
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", "FROM alpine as b\n"], ["docker-bake.hcl", bakeFile("A = 1")]]));
  const uri = memoryUri("docker-bake.hcl");
  const lint = () => linter.lint(workspace.store.get(memoryUri("Dockerfile"))!).find((finding) => finding.rule.name === "FromAsCasing");
  const before = lint();
  workspace.store.openDocument(uri, 1, `${bakeFile("A = 1")}# more\n`, undefined);
  assert.ok(before);
  assert.equal(lint(), before);
});

test("what git ignores by now, a program writes before the build", async () => {
  const texts = ["site\n", "build\n", "site\n"];
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", "FROM alpine:3\nCOPY site start.sh /srv/\n"], ["start.sh", "exec server\n"], ["docker-bake.hcl", bakeFile("")], [".gitignore", texts[0]!]]));
  workspace.store.openDocument(memoryUri(".gitignore"), 0, texts[0]!, undefined);
  const found: string[][] = [];
  for (const [version, text] of texts.entries()) {
    workspace.store.changeDocument(memoryUri(".gitignore"), version + 1, text);
    await workspace.settle();
    found.push(linter.lint(workspace.store.get(memoryUri("Dockerfile"))!).filter(({ rule }) => rule.name === "CopyMissingSource").map(({ severity }) => severity));
  }
  assert.deepEqual(found, [["hint"], ["warning"], ["hint"]]);
});
