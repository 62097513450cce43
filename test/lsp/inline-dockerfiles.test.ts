// What the editor says inside a Dockerfile that is written in a bake file.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readCursor } from "../harness/carets.ts";
import { type LspSession, startSession } from "../harness/lsp-session.ts";

const path = "docker-bake.hcl";

/** A bake file around the lines of a Dockerfile, in which `<|>` is the cursor. */
async function startInside(lines: readonly string[], rest = ""): Promise<{ session: LspSession; text: TextDocument; position: lsp.Position; uri: string }> {
  const source = `target "default" {\n  dockerfile-inline = <<-EOT\n${lines.map((line) => `    ${line}\n`).join("")}  EOT\n${rest}}\n`;
  const { text, start } = readCursor(source);
  const session = await startSession({ files: { [path]: text } });
  session.open(path, text);
  const document = TextDocument.create("file:///x", "", 1, text);
  return { session, text: document, position: document.positionAt(start), uri: session.uriOf(path) };
}

async function checkHover(lines: readonly string[], expected: RegExp, marked: string): Promise<void> {
  const { session, text, position, uri } = await startInside(lines);
  const hover = await session.request<lsp.Hover>("textDocument/hover", { textDocument: { uri }, position });
  assert.match((hover.contents as lsp.MarkupContent).value, expected);
  assert.equal(text.getText(hover.range), marked);
  await session.close();
}

test("hover on an instruction", () => checkHover(["FROM alpine AS build", "WOR<|>KDIR /x"], /\*\*WORKDIR\*\*/, "WORKDIR"));
test("hover on a stage", () => checkHover(["FROM alpine AS build", "FROM scratch", "COPY --from=bu<|>ild /a /a"], /Stage \*\*build\*\* \(1 of 2\)/, "build"));

async function checkDefinition(lines: readonly string[], rest: string, expected: readonly string[]): Promise<void> {
  const { session, text, position, uri } = await startInside(lines, rest);
  const places = await session.request<lsp.Location[]>("textDocument/definition", { textDocument: { uri }, position });
  assert.deepEqual(places.map((place) => `${place.range.start.line + 1} ${text.getText(place.range)}`), expected);
  assert.deepEqual(places.map((place) => place.uri), expected.map(() => uri));
  await session.close();
}

test("definition of a stage inside", () => checkDefinition(["FROM alpine AS build", "FROM scratch", "COPY --from=bu<|>ild /a /a"], "", ["3 build"]));
test("definition of the stage that a target names", () => checkDefinition(["FROM alpine AS build"], "  target = \"bu<|>ild\"\n", ["3 build"]));
test("definition of an argument", () => checkDefinition(["FROM alpine", "ARG MODE"], "  args = { MO<|>DE = 1 }\n", ["4 MODE"]));

test("the outline shows stages and instructions below the attribute", async () => {
  const { session, text, uri } = await startInside(["FROM alpine AS build", "RUN make", "FROM scratch<|>"]);
  const symbols = await session.request<lsp.DocumentSymbol[]>("textDocument/documentSymbol", { textDocument: { uri } });
  const show = (list: readonly lsp.DocumentSymbol[], depth: number): string[] =>
    list.flatMap((symbol) => [`${"  ".repeat(depth)}${symbol.name}: ${text.getText(symbol.selectionRange)}`, ...show(symbol.children ?? [], depth + 1)]);
  assert.deepEqual(show(symbols, 0), [
    "default: default",
    "  dockerfile-inline: dockerfile-inline",
    "    build: FROM alpine AS build",
    "      RUN: RUN",
    "    scratch: FROM scratch",
  ]);
  await session.close();
});

test("completion inside a Dockerfile", async () => {
  const { session, text, position, uri } = await startInside(["FROM alpine AS build", "WOR<|>"]);
  const items = await session.request<lsp.CompletionItem[]>("textDocument/completion", { textDocument: { uri }, position });
  const item = items.find(({ label }) => label.startsWith("WORKDIR"));
  const edit = item?.textEdit as lsp.TextEdit;
  assert.equal(text.getText(edit.range), "WOR");
  await session.close();
});

test("the lightbulb mends and ignores inside", async () => {
  const { session, text, position, uri } = await startInside(["FROM alpine a<|>s build"]);
  await session.diagnostics(path, (found) => found.some(({ code }) => code === "FromAsCasing"));
  const actions = await session.request<lsp.CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [] } });
  const after = (title: string): string => TextDocument.applyEdits(text, actions.find((action) => action.title === title)!.edit!.changes![uri]!).split("\n").slice(1, 4).join("\n");
  assert.deepEqual(actions.map(({ title }) => title), ["Change it to AS", "Ignore FromAsCasing on this line", "Ignore FromAsCasing in this file"]);
  assert.equal(after("Change it to AS"), "  dockerfile-inline = <<-EOT\n    FROM alpine AS build\n  EOT");
  assert.equal(after("Ignore FromAsCasing on this line"), "  dockerfile-inline = <<-EOT\n    # bakewell ignore=FromAsCasing\n    FROM alpine as build");
  await session.close();
});

test("hover and definition inside a Compose file", async () => {
  const { text, start } = readCursor("services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM alpine:3 AS build\n        FROM scratch\n        COPY --from=bu<|>ild /a /a\n");
  const session = await startSession({ files: { "compose.yaml": text } });
  session.open("compose.yaml", text, "yaml");
  await session.diagnostics("compose.yaml");
  const document = TextDocument.create("file:///x", "", 1, text);
  const at = { textDocument: { uri: session.uriOf("compose.yaml") }, position: document.positionAt(start) };
  const hover = await session.request<lsp.Hover>("textDocument/hover", at);
  assert.match((hover.contents as lsp.MarkupContent).value, /Stage \*\*build\*\*/);
  assert.equal(document.getText(hover.range), "build");
  const places = await session.request<lsp.Location[]>("textDocument/definition", at);
  assert.deepEqual(places.map(({ range }) => `${range.start.line + 1} ${document.getText(range)}`), ["5 build"]);
  await session.close();
});

test("folding of stages and long instructions inside, below the blocks around", async () => {
  const { session, text, uri } = await startInside(["FROM alpine AS build", "RUN make \\", "  all \\", "  install", "FROM scratch", "COPY --from=build /a /a<|>"]);
  const ranges = await session.request<lsp.FoldingRange[]>("textDocument/foldingRange", { textDocument: { uri } });
  const line = (number: number): string => text.getText({ start: { line: number, character: 0 }, end: { line: number + 1, character: 0 } }).trim();
  assert.deepEqual(ranges.map(({ startLine, endLine }) => `${line(startLine)} … ${line(endLine)}`), [
    "target \"default\" { … EOT",
    "dockerfile-inline = <<-EOT … COPY --from=build /a /a",
    "FROM alpine AS build … install",
    "RUN make \\ … install",
    "FROM scratch … COPY --from=build /a /a",
  ]);
  await session.close();
});

test("in Compose files folding and highlights are left to the editor", async () => {
  const session = await startSession({ files: { "compose.yaml": "services: {}\n" } });
  session.open("compose.yaml", "services: {}\n", "yaml");
  const textDocument = { uri: session.uriOf("compose.yaml") };
  assert.equal(await session.request("textDocument/foldingRange", { textDocument }), null);
  assert.equal(await session.request("textDocument/documentHighlight", { textDocument, position: { line: 0, character: 2 } }), null);
  await session.close();
});

test("highlights of a stage inside", async () => {
  const { session, text, position, uri } = await startInside(["FROM alpine AS build", "FROM scratch", "COPY --from=bu<|>ild /a /a"]);
  const found = await session.request<lsp.DocumentHighlight[]>("textDocument/documentHighlight", { textDocument: { uri }, position });
  assert.deepEqual(found.map(({ range }) => `${range.start.line + 1} ${text.getText(range)}`), ["3 build", "5 build"]);
  await session.close();
});

async function checkRename(lines: readonly string[], renamed: string, expected: readonly string[] | undefined): Promise<void> {
  const { session, text, position, uri } = await startInside(lines);
  const range = await session.request<lsp.Range | null>("textDocument/prepareRename", { textDocument: { uri }, position });
  const edit = await session.request<lsp.WorkspaceEdit | null>("textDocument/rename", { textDocument: { uri }, position, newName: "other" });
  assert.equal(range && text.getText(range), expected ? renamed : null);
  assert.deepEqual(edit && TextDocument.applyEdits(text, edit.changes![uri]!).split("\n").slice(2, 2 + lines.length).map((line) => line.trim()), expected ?? null);
  await session.close();
}

test("rename of a stage inside", () => checkRename(["FROM alpine AS build", "FROM bu<|>ild", "COPY --from=build /a /a"], "build", ["FROM alpine AS other", "FROM other", "COPY --from=other /a /a"]));
test("rename of an argument inside", () => checkRename(["FROM alpine", "ARG MO<|>DE", "RUN echo $MODE"], "MODE", ["FROM alpine", "ARG other", "RUN echo $other"]));
test("no rename where a mention is computed", () => checkRename(["FROM alpine AS build", "FROM bu<|>ild", "${join(\" \", [\"COPY\", \"--from=build\", \"/a\", \"/a\"])}"], "build", undefined));
