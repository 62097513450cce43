// What the editor says in a Compose file and of the bake files beside it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { bakeSetsRequest, type BakeSetsResult } from "../../server/src/protocol/bake.ts";
import { readCursor } from "../harness/carets.ts";
import { type LspSession, startSession } from "../harness/lsp-session.ts";

const dockerfile = "FROM debian:12 AS base\nARG MODE\nFROM base AS web\nCMD [\"sh\"]\n";
const compose = `services:
  site:
    image: acme/site
    build:
      context: .
      target: web
      args:
        MODE: fast
`;

async function openCompose(marked: string, files: Readonly<Record<string, string>> = {}, settings?: unknown): Promise<{ session: LspSession; text: TextDocument; position: lsp.Position }> {
  const { text, start } = marked.includes("<|>") ? readCursor(marked) : { text: marked, start: 0 };
  const session = await startSession({ files: { Dockerfile: dockerfile, "compose.yaml": text, ...files }, settings });
  session.open("compose.yaml", text, "dockercompose");
  await session.diagnostics("compose.yaml");
  const document = TextDocument.create("file:///x", "yaml", 1, text);
  return { session, text: document, position: document.positionAt(start) };
}

async function checkDefinition(marked: string, expected: readonly string[]): Promise<void> {
  const { session, position } = await openCompose(marked);
  const places = await session.request<lsp.Location[]>("textDocument/definition", { textDocument: { uri: session.uriOf("compose.yaml") }, position });
  const text = TextDocument.create("file:///x", "dockerfile", 1, dockerfile);
  assert.deepEqual(places.map(({ uri, range }) => `${uri.slice(uri.lastIndexOf("/") + 1)}:${range.start.line + 1} ${text.getText(range)}`), expected);
  assert.deepEqual(session.errors, []);
  await session.close();
}

test("definition: from target to the stage", () => checkDefinition(compose.replace("web", "w<|>eb"), ["Dockerfile:3 web"]));
test("definition: from an argument to its ARG", () => checkDefinition(compose.replace("MODE", "MO<|>DE"), ["Dockerfile:2 MODE"]));
test("definition: from the service to its Dockerfile", () => checkDefinition(compose.replace("site:", "si<|>te:"), ["Dockerfile:1 "]));
test("definition: from what is no part of a build to nothing", () => checkDefinition(compose.replace("image", "im<|>age"), []));

test("hover on a service says what its build comes to", async () => {
  const { session, text, position } = await openCompose(compose.replace("site:", "si<|>te:"));
  const hover = await session.request<lsp.Hover>("textDocument/hover", { textDocument: { uri: session.uriOf("compose.yaml") }, position });
  assert.match((hover.contents as lsp.MarkupContent).value, /^Target \*\*site\*\* builds stage `web` of `Dockerfile` in `\.`/);
  assert.equal(text.getText(hover.range!), "site");
  await session.close();
});

test("diagnostics follow what is typed, in the Compose file and in the bake file beside it", async () => {
  const bake = 'group "default" {\n  targets = ["site"]\n}\n';
  const { session } = await openCompose(compose, { "docker-bake.hcl": bake });
  session.open("docker-bake.hcl", bake);
  const ruleOf = ({ code, message }: lsp.Diagnostic): string => `${code}: ${message as string}`;
  assert.deepEqual((await session.diagnostics("docker-bake.hcl")).map(ruleOf), []);
  session.change("compose.yaml", { text: compose.replace("target: web", "target: wbe").replace("site:", "sites:") });
  assert.deepEqual((await session.diagnostics("compose.yaml", (found) => found.length > 0)).map(ruleOf), ['ComposeStageMissing: Dockerfile has no stage "wbe". Did you mean "web"?']);
  assert.deepEqual((await session.diagnostics("docker-bake.hcl", (found) => found.length > 0)).map(ruleOf), ['BakeUnknownTarget: Group "default" lists "site", but there is no such target or group. Did you mean "sites"?']);
  session.change("compose.yaml", { text: compose.replace("args:", "arg:") });
  assert.deepEqual((await session.diagnostics("compose.yaml", (found) => found.length > 0 && found[0]!.code === "BakeEvaluationError")).map(ruleOf), ["BakeEvaluationError: services.site.build additional properties 'arg' not allowed"]);
  assert.deepEqual(session.errors, []);
  await session.close();
});

test("what Compose includes from other machines is neither fetched nor missed", async () => {
  const remote = `include:\n  - oci://docker.io/acme/parts:1\n  - https://github.com/acme/parts.git#main\n${compose}`;
  const { session } = await openCompose(remote);
  assert.deepEqual((await session.diagnostics("compose.yaml")).map(({ message }) => message), []);
  session.change("compose.yaml", { text: remote.replace("oci://docker.io/acme/parts:1", "parts.yaml") });
  assert.deepEqual((await session.diagnostics("compose.yaml", (found) => found.length > 0)).map(({ message }) => message), ["open parts.yaml: no such file or directory"]);
  await session.close();
});

test("Compose files that build nothing are no set of bake files", async () => {
  const { session } = await openCompose(compose, { "run/compose.yaml": "services:\n  db:\n    image: postgres:17\n" });
  const { sets } = await session.request<BakeSetsResult>(bakeSetsRequest, {});
  assert.deepEqual(sets.map(({ label }) => label), ["compose.yaml"]);
  await session.close();
});

test("env files of the settings reach builds and hovers", async () => {
  const bake = 'variable "TAG" {\n  default = "dev"\n}\ntarget "default" {\n  tags = ["a:${TAG}"]\n}\n';
  const session = await startSession({ files: { "docker-bake.hcl": bake, Dockerfile: dockerfile, "ci/build.env": "TAG=from-file\n" }, settings: { bake: { envFile: "ci/build.env" } } });
  session.open("docker-bake.hcl", bake);
  await session.diagnostics("docker-bake.hcl");
  const { sets } = await session.request<BakeSetsResult>(bakeSetsRequest, undefined);
  assert.deepEqual(sets.map(({ targets, envFileValues }) => ({ tags: targets.map(({ tags }) => tags), envFileValues })), [{ tags: [["a:from-file"]], envFileValues: { TAG: "from-file" } }]);
  const hover = await session.request<lsp.Hover>("textDocument/hover", { textDocument: { uri: session.uriOf("docker-bake.hcl") }, position: { line: 0, character: 11 } });
  assert.equal((hover.contents as lsp.MarkupContent).value, 'Variable **TAG** = `"from-file"` — from the files of `bakewell.bake.envFile`');
  await session.close();
});

test("other YAML files are left alone", async () => {
  const session = await startSession({ files: { "values.yaml": "a: [", "compose.prod.yaml": "services: {web: {build: {contxt: .}}}\n" } });
  for (const path of ["values.yaml", "compose.prod.yaml"]) {
    session.open(path, "a: [", "yaml");
    assert.deepEqual(await session.diagnostics(path), []);
  }
  await session.close();
});

test("an inline Dockerfile is checked where it is written, and mended there", async () => {
  const source = 'services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM debian:12 AS base\n\n        FROM base as web\n        RUN printf "%s" "$${HOME}" ${MORE:-} > /x\n        RUN cd /src && make\n';
  const { session, text } = await openCompose(source);
  const found = await session.diagnostics("compose.yaml", (diagnostics) => diagnostics.length > 0);
  const casing = found.find(({ code }) => code === "FromAsCasing")!;
  assert.equal(`${casing.range.start.line + 1} ${text.getText(casing.range)}`, "7 as");
  const actions = await session.request<lsp.CodeAction[]>("textDocument/codeAction", { textDocument: { uri: session.uriOf("compose.yaml") }, range: casing.range, context: { diagnostics: [casing] } });
  const edits = actions.flatMap(({ edit, title }) => (/AS|case/i.test(title) ? Object.values(edit?.changes ?? {}).flat() : []));
  assert.equal(TextDocument.applyEdits(text, edits.slice(0, 1)), source.replace("base as web", "base AS web"));
  await session.close();
});
