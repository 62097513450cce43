// What the editor says in a workflow of GitHub Actions about the files that it builds.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readCursor } from "../harness/carets.ts";
import { type LspSession, startSession } from "../harness/lsp-session.ts";

const path = ".github/workflows/ci.yml";

const bake = `group "all" {
  targets = ["web"]
}

target "web" {
  target = "run"
}
`;

const workflow = `on: push
jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - uses: docker/bake-action@v6
        with:
          files: docker-bake.hcl
          targets: |
            web
            all
      - run: docker build --target run -f app/Dockerfile app
`;

const files = { "docker-bake.hcl": bake, Dockerfile: "FROM debian:12 AS run\n", "app/Dockerfile": "FROM debian:12\nFROM debian:12 AS run\n" };

async function openWorkflow(text: string): Promise<LspSession> {
  const session = await startSession({ files: { ...files, [path]: text } });
  session.open(path, text, "yaml");
  await session.diagnostics(path);
  return session;
}

async function checkDefinition(marked: string, expected: readonly string[]): Promise<void> {
  const { text, start } = readCursor(marked);
  const session = await openWorkflow(text);
  const position = TextDocument.create("file:///x", "yaml", 1, text).positionAt(start);
  const places = await session.request<lsp.Location[]>("textDocument/definition", { textDocument: { uri: session.uriOf(path) }, position });
  const shown = places.map(({ uri, range }) => {
    const name = uri.slice(session.uriOf("").length) as keyof typeof files;
    return `${name}:${range.start.line + 1} ${TextDocument.create(uri, "x", 1, files[name]).getText(range)}`;
  });
  assert.deepEqual(shown, expected);
  assert.deepEqual(session.errors, []);
  await session.close();
}

const saying = (found: readonly lsp.Diagnostic[]): string[] => found.map(({ range, code, message }) => `${range.start.line + 1}: ${code} ${message as string}`);

test("definition: from a target to its block", () => checkDefinition(workflow.replace("  web\n", "  w<|>eb\n"), ["docker-bake.hcl:5 web"]));
test("definition: from a group to its block", () => checkDefinition(workflow.replace("  all\n", "  a<|>ll\n"), ["docker-bake.hcl:1 all"]));
test("definition: from the name of a file to the file", () => checkDefinition(workflow.replace("docker-bake.hcl", "docker<|>-bake.hcl"), ["docker-bake.hcl:1 "]));
test("definition: from --target to the stage", () => checkDefinition(workflow.replace("target run", "target r<|>un"), ["app/Dockerfile:2 run"]));
test("definition: from what names no file to nothing", () => checkDefinition(workflow.replace("checkout", "check<|>out"), []));

test("diagnostics follow the workflow and the bake file", async () => {
  const session = await openWorkflow(workflow);
  assert.deepEqual(saying(await session.diagnostics(path)), []);
  session.change(path, { text: workflow.replace("            all", "            al") });
  assert.deepEqual(saying(await session.diagnostics(path, (found) => found.length > 0)), ['11: WorkflowUnknownBakeTarget There is no target or group "al" in docker-bake.hcl. Did you mean "all"?']);
  session.open("docker-bake.hcl", bake);
  session.change("docker-bake.hcl", { text: bake.replace('group "all"', 'group "al"') });
  assert.deepEqual(saying(await session.diagnostics(path, (found) => found.length === 0)), []);
  session.change("docker-bake.hcl", { text: bake.replace('target "web"', 'target "site"').replace('["web"]', '["site"]') });
  assert.deepEqual(saying(await session.diagnostics(path, (found) => found.length > 1)), [
    '10: WorkflowUnknownBakeTarget There is no target or group "web" in docker-bake.hcl.',
    '11: WorkflowUnknownBakeTarget There is no target or group "al" in docker-bake.hcl. Did you mean "all"?',
  ]);
  assert.deepEqual(session.errors, []);
  await session.close();
});

test("a comment above the key ignores a finding in its block", async () => {
  const broken = workflow.replace("            all", "            al");
  const session = await openWorkflow(broken);
  const [found] = await session.diagnostics(path, (diagnostics) => diagnostics.length > 0);
  const actions = await session.request<lsp.CodeAction[]>("textDocument/codeAction", { textDocument: { uri: session.uriOf(path) }, range: found!.range, context: { diagnostics: [found!] } });
  const ignore = actions.find(({ title }) => title === "Ignore WorkflowUnknownBakeTarget on this line")!;
  const ignored = TextDocument.applyEdits(TextDocument.create("file:///x", "yaml", 1, broken), Object.values(ignore.edit!.changes!).flat());
  assert.equal(ignored, broken.replace("          targets: |", "          # bakewell ignore=WorkflowUnknownBakeTarget\n          targets: |"));
  session.change(path, { text: ignored });
  assert.deepEqual(saying(await session.diagnostics(path, (diagnostics) => diagnostics.length === 0)), []);
  await session.close();
});

test("a workflow called like a Compose file is a workflow", async () => {
  const text = workflow.replace("targets: |", "targets: nothing\n          unused: |");
  const session = await startSession({ files: { ...files, ".github/workflows/docker-compose.yml": text } });
  session.open(".github/workflows/docker-compose.yml", text, "dockercompose");
  assert.deepEqual(saying(await session.diagnostics(".github/workflows/docker-compose.yml", (found) => found.length > 0)), ['9: WorkflowUnknownBakeTarget There is no target or group "nothing" in docker-bake.hcl.']);
  await session.close();
});

test("broken workflows and other YAML beside them are left alone", async () => {
  for (const text of ["", "jobs: [", "jobs:\n  a:\n    steps: yes\n  b: 1\n", "- uses: docker/bake-action@v6\n", workflow.replace("jobs:", "job:")]) {
    const session = await openWorkflow(text);
    assert.deepEqual(saying(await session.diagnostics(path)), []);
    assert.deepEqual(session.errors, []);
    await session.close();
  }
});
