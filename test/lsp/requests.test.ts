// Requests whose answers join files: our own, and those of LSP that lead from one file to another.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { BakePlanResult, BakeSetsResult } from "../../server/src/protocol/bake.ts";
import type { StagesResult } from "../../server/src/protocol/stages.ts";
import { readCursor } from "../harness/carets.ts";
import { type LspSession, startSession } from "../harness/lsp-session.ts";

const dockerfile = `ARG VERSION=1
FROM example/base:1 AS base
FROM base AS build
ARG MODE
RUN make
FROM base AS web
COPY --link --from=build /out /srv
COPY --link --from=docker.io/library/busybox:1.37 /bin/sh /bin/sh
EXPOSE 80
HEALTHCHECK CMD ["true"]
CMD ["nginx"]
`;

const bakeFile = `variable "TAG" {
  default = "1.0"
}
group "default" {
  description = "All of it"
  targets = ["site", "tools"]
}
group "tools" {
  targets = ["lint"]
}
target "_common" {
  context = "."
}
target "site" {
  inherits = ["_common"]
  target = "web"
  tags = ["example/site:\${TAG}"]
  platforms = ["linux/amd64"]
  args = { MODE = "x" }
}
target "lint" {
  inherits = ["_common"]
  target = "build"
  network = "host"
  contexts = { shared = "../shared", site = "target:site" }
  output = ["type=local,dest=../out"]
}
`;

async function startExample(): Promise<LspSession> {
  const session = await startSession({ files: { Dockerfile: dockerfile, "docker-bake.hcl": bakeFile } });
  session.open("Dockerfile", dockerfile);
  session.open("docker-bake.hcl", bakeFile);
  return session;
}

const document = (text: string): TextDocument => TextDocument.create("file:///x", "", 1, text);

test("stages: nesting, reads, targets, roles and places", async () => {
  const session = await startExample();
  const { stages } = await session.request<StagesResult>("bakewell/stages", { uri: session.uriOf("Dockerfile") });
  const text = document(dockerfile);
  assert.deepEqual(stages.map(({ name, base, parent, role }) => ({ name, base, parent, role })), [
    { name: "base", base: "example/base:1", parent: undefined, role: "builder" },
    { name: "build", base: "base", parent: 0, role: stages[1]!.role },
    { name: "web", base: "base", parent: 0, role: "service" },
  ]);
  assert.deepEqual(stages.map(({ builtBy }) => builtBy.map(({ target }) => target)), [[], ["lint"], ["site"]]);
  assert.deepEqual(stages[2]!.reads.map(({ stage, source, range }) => ({ stage, source, text: text.getText(range) })), [
    { stage: 1, source: "build", text: "build" },
    { stage: undefined, source: "docker.io/library/busybox:1.37", text: "docker.io/library/busybox:1.37" },
  ]);
  assert.deepEqual(stages.map(({ selectionRange }) => text.getText(selectionRange)), ["FROM example/base:1 AS base", "FROM base AS build", "FROM base AS web"]);
  assert.equal(text.getText(stages[1]!.range).trim(), "FROM base AS build\nARG MODE\nRUN make");
  assert.equal(await session.request("bakewell/stages", { uri: session.uriOf("docker-bake.hcl") }), null);
  assert.equal(await session.request("bakewell/stages", { uri: session.uriOf("none") }), null);
  await session.close();
});

test("bake sets: groups, targets, what they inherit and where they stand", async () => {
  const session = await startExample();
  const { sets } = await session.request<BakeSetsResult>("bakewell/bakeSets", undefined);
  assert.deepEqual(sets.map(({ label, folderUri, files, isDefaultLookup, problems }) => ({ label, folderUri, files, isDefaultLookup, problems })), [
    { label: "docker-bake.hcl", folderUri: "file:///work", files: [session.uriOf("docker-bake.hcl")], isDefaultLookup: true, problems: [] },
  ]);
  const [{ groups, targets }] = sets as [BakeSetsResult["sets"][number]];
  assert.deepEqual(groups.map(({ name, description, targets: members }) => ({ name, description, members })), [
    { name: "default", description: "All of it", members: ["site", "tools"] },
    { name: "tools", description: undefined, members: ["lint"] },
  ]);
  const site = targets.find(({ name }) => name === "site")!;
  assert.deepEqual({ ...site, location: undefined }, {
    name: "site", isAbstract: false, inherits: ["_common"], dockerfileUri: session.uriOf("Dockerfile"), stage: "web", tags: ["example/site:1.0"], platforms: ["linux/amd64"], location: undefined,
  });
  assert.equal(document(bakeFile).getText(site.location!.range), "site");
  assert.equal(targets.find(({ name }) => name === "_common")!.isAbstract, true);
  await session.close();
});

test("a bake plan: groups opened, linked targets, privileges, health checks", async () => {
  const session = await startExample();
  const [set] = (await session.request<BakeSetsResult>("bakewell/bakeSets", undefined)).sets;
  const plan = (targets: readonly string[]): Promise<BakePlanResult> => session.request("bakewell/bakePlan", { set: set!.id, targets });
  const all = await plan([]);
  assert.deepEqual(all.targets.map(({ name, isRequested, hasHealthcheck, exposedPorts }) => `${name} ${isRequested} ${hasHealthcheck} ${exposedPorts.join()}`).sort(), ["lint true false ", "site true true 80"]);
  const lint = await plan(["lint"]);
  assert.deepEqual(lint.targets.map(({ name, isRequested }) => `${name} ${isRequested}`).sort(), ["lint true", "site false"]);
  const text = document(bakeFile);
  assert.deepEqual(lint.entitlements.map(({ allow, location }) => `${allow} at ${text.getText(location!.range)}`).sort(), ['fs.read=../shared at "../shared"', 'fs.write=../out at "type=local,dest=../out"', 'network.host at "host"']);
  assert.deepEqual((await plan(["site"])).entitlements, []);
  assert.match((await plan(["sit"])).problems.map(({ message }) => message).join("\n"), /sit/);
  assert.equal(await session.request("bakewell/bakePlan", { set: "none", targets: [] }), null);
  assert.deepEqual(session.errors, []);
  await session.close();
});

test("code lenses stand above what they build", async () => {
  const session = await startExample();
  const lensesOf = async (path: string, text: string): Promise<string[]> => {
    const lenses = await session.request<lsp.CodeLens[]>("textDocument/codeLens", { textDocument: { uri: session.uriOf(path) } });
    return lenses.map(({ range, command }) => `${text.split("\n")[range.start.line]} | ${command!.title} | ${JSON.stringify(command!.arguments![0].targets)}`);
  };
  assert.deepEqual((await lensesOf("docker-bake.hcl", bakeFile)).sort(), [
    'group "default" { | $(play) Build default | ["default"]',
    'group "tools" { | $(play) Build tools | ["tools"]',
    'target "lint" { | $(play) Build lint | ["lint"]',
    'target "site" { | $(play) Build site | ["site"]',
  ]);
  assert.deepEqual((await lensesOf("Dockerfile", dockerfile)).sort(), ['FROM base AS build | $(play) Build lint | ["lint"]', 'FROM base AS web | $(play) Build site | ["site"]']);
  await session.close();
});

/** Puts the cursor of one file into the example, asks for the definition, and shows the lines that the answer marks. */
async function checkDefinition(path: "Dockerfile" | "docker-bake.hcl", marked: string, expected: readonly string[]): Promise<void> {
  const session = await startExample();
  const { text, start } = readCursor(marked);
  session.change(path, { text });
  const places = await session.request<lsp.Location[]>("textDocument/definition", { textDocument: { uri: session.uriOf(path) }, position: document(text).positionAt(start) });
  const texts: Record<string, string> = { Dockerfile: dockerfile, "docker-bake.hcl": bakeFile, [path]: text };
  assert.deepEqual(places.map(({ uri, range }) => {
    const name = uri.slice(uri.lastIndexOf("/") + 1);
    return `${name}: ${document(texts[name]!).getText(range)} in ${texts[name]!.split("\n")[range.start.line]}`;
  }), expected);
  await session.close();
}

test("definition: from a target to its stage", () => checkDefinition("docker-bake.hcl", bakeFile.replace('target = "web"', 'target = "w<|>eb"'), ["Dockerfile: web in FROM base AS web"]));
test("definition: from an argument to its ARG", () => checkDefinition("docker-bake.hcl", bakeFile.replace("MODE =", "MO<|>DE ="), ["Dockerfile: MODE in ARG MODE"]));
test("definition: from a variable's use to its block", () => checkDefinition("docker-bake.hcl", bakeFile.replace("${TAG}", "${T<|>AG}"), ["docker-bake.hcl: TAG in variable \"TAG\" {"]));
test("definition: from inherits to the target", () => checkDefinition("docker-bake.hcl", bakeFile.replace('["_common"]', '["_com<|>mon"]'), ['docker-bake.hcl: _common in target "_common" {']));
test("definition: from a group's member to the target", () => checkDefinition("docker-bake.hcl", bakeFile.replace('["site",', '["si<|>te",'), ['docker-bake.hcl: site in target "site" {']));
test("definition: from COPY --from to the stage", () => checkDefinition("Dockerfile", dockerfile.replace("--from=build", "--from=bu<|>ild"), ["Dockerfile: build in FROM base AS build"]));

test("document symbols: stages with their instructions, blocks with their attributes", async () => {
  const session = await startExample();
  const outline = async (path: string): Promise<string> => {
    const draw = (symbols: readonly lsp.DocumentSymbol[], indent: string): string => symbols.map(({ name, children }) => `${indent}${name}\n${draw(children ?? [], `${indent}  `)}`).join("");
    return draw(await session.request<lsp.DocumentSymbol[]>("textDocument/documentSymbol", { textDocument: { uri: session.uriOf(path) } }), "");
  };
  assert.equal(await outline("Dockerfile"), "ARG\nbase\nbuild\n  ARG\n  RUN\nweb\n  COPY\n  COPY\n  EXPOSE\n  HEALTHCHECK\n  CMD\n");
  assert.match(await outline("docker-bake.hcl"), /^TAG\n {2}default\ndefault\n {2}description\n {2}targets\ntools\n/);
  await session.close();
});

test("rename: every mention of a stage, whatever other flags stand beside it", async () => {
  const text = "FROM example/base:1 AS Build\nFROM build AS next\nCOPY --link --chown=1:1 --from=BUILD /a /b\nRUN --mount=type=bind,from=build,target=/x --network=none true\nCOPY --from=0 /c /d\nCOPY --from=next /build /build\n";
  const session = await startSession();
  session.open("Dockerfile", text);
  const textDocument = { uri: session.uriOf("Dockerfile") };
  for (const needle of ["Build", "build AS", "BUILD"]) {
    const position = document(text).positionAt(text.indexOf(needle) + 2);
    assert.equal(document(text).getText((await session.request<lsp.Range>("textDocument/prepareRename", { textDocument, position }))), needle.split(" ")[0]);
    const edit = await session.request<lsp.WorkspaceEdit>("textDocument/rename", { textDocument, position, newName: "compile" });
    assert.equal(
      TextDocument.applyEdits(document(text), edit.changes![textDocument.uri]!),
      "FROM example/base:1 AS compile\nFROM compile AS next\nCOPY --link --chown=1:1 --from=compile /a /b\nRUN --mount=type=bind,from=compile,target=/x --network=none true\nCOPY --from=0 /c /d\nCOPY --from=next /build /build\n",
    );
  }
  await session.close();
});
