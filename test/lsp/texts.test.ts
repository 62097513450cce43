// Documents whose text is unusual: what the server says of them has to be where the client's own counting puts it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type LspSession, startSession } from "../harness/lsp-session.ts";

const pulling = { textDocument: { diagnostic: { dynamicRegistration: false } } };

async function pull(session: LspSession, path: string): Promise<lsp.Diagnostic[]> {
  const report = await session.request<lsp.RelatedFullDocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri: session.uriOf(path) } });
  return report.items;
}

/** What each finding marks, as the client reads its range: `NoLatestTag "debian:latest"`. */
async function markedIn(text: string): Promise<string[]> {
  const session = await startSession({ capabilities: pulling });
  session.open("Dockerfile", text);
  const document = TextDocument.create("file:///x", "dockerfile", 1, text);
  const marked = (await pull(session, "Dockerfile")).map(({ code, range }) => `${String(code)} ${JSON.stringify(document.getText(range))}`);
  await session.close();
  return marked;
}

const marks = ['NoLatestTag "debian:latest"', 'NoAptGetUpgrade "apt-get upgrade -y"'];

async function checkMarks(text: string): Promise<void> {
  const marked = await markedIn(text);
  for (const mark of marks) assert.ok(marked.includes(mark), `${mark} among ${marked.join("; ")}`);
}

test("characters outside the basic plane count as two", () => checkMarks("# 🐳🐳\nFROM --platform=🐳 debian:latest\nRUN echo 👩‍👩‍👧 é && apt-get upgrade -y\n"));
test("lines that end with CR LF", () => checkMarks("# x\r\nFROM debian:latest\r\nRUN true && \\\r\n  apt-get upgrade -y\r\n"));
test("a byte order mark", () => checkMarks("\ufeffFROM debian:latest\nRUN apt-get upgrade -y\n"));
test("no line break at the end", () => checkMarks("FROM debian:latest\nRUN apt-get upgrade -y"));
test("tabs, form feeds and zero-width characters", () => checkMarks("FROM\t\tdebian:latest\nRUN\t: \u200b\u000c && apt-get upgrade -y\n"));

test("a document of 5 MB is answered, and requests to other documents meanwhile", { timeout: 60_000 }, async () => {
  const session = await startSession();
  session.open("big/Dockerfile", `FROM debian:latest\n${`RUN echo ${"x".repeat(490)}\n`.repeat(10_000)}`);
  session.open("Dockerfile", "FROM debian:12\n");
  const hover = await session.request<lsp.Hover>("textDocument/hover", { textDocument: { uri: session.uriOf("Dockerfile") }, position: { line: 0, character: 1 } });
  assert.match((hover.contents as lsp.MarkupContent).value, /^\*\*FROM\*\*/);
  assert.ok((await session.diagnostics("big/Dockerfile", (list) => list.length > 0)).some(({ code }) => code === "NoLatestTag"));
  session.change("big/Dockerfile", { range: { start: { line: 0, character: 12 }, end: { line: 0, character: 18 } }, text: "12" });
  await session.diagnostics("big/Dockerfile", (list) => !list.some(({ code }) => code === "NoLatestTag"));
  await session.close();
});

/** A repeatable source of numbers below `limit` (mulberry32). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}

const fragments: Readonly<Record<string, readonly string[]>> = {
  Dockerfile: ["\n", "\r\n", " ", "\\\n", "\\\r\n", "#", "\"", "'", "$", "${", "}", "[", "]", "🐳", "\ufeff", "<<EOF", "EOF\n", "FROM ", "FROM x AS base\n", " AS ", "RUN ", "--mount=type=cache,target=", "COPY --from=", "ARG A=", "HEALTHCHECK ", "USER root\n", "# syntax=x\n", "# escape=`\n", "# bakewell ignore=", "if ", "&&", ";", "|"],
  "docker-bake.hcl": ["\n", "\r\n", " ", "\"", "${", "}", "{", "[", "]", "=", ",", "(", ")", "🐳", "<<EOT\n", "EOT\n", "target \"x\" {\n", "group \"default\" {\n", "inherits = [", "target = ", "variable \"TAG\" {\n", "for x in ", "null", "1e9", "# ", "/*", "*/", "function \"f\" {\n"],
};

async function startOn(texts: ReadonlyMap<string, string>): Promise<LspSession> {
  const session = await startSession({ capabilities: pulling });
  for (const [path, text] of texts) session.open(path, text);
  return session;
}

/** Edits at random places; each is sent as it is made. */
function editAtRandom(session: LspSession, texts: Map<string, string>, random: (limit: number) => number): void {
  const path = [...texts.keys()][random(texts.size)]!;
  const before = TextDocument.create("file:///x", "", 1, texts.get(path)!);
  const text = before.getText();
  const start = random(text.length + 1);
  const end = Math.min(text.length, start + (random(3) === 0 ? random(40) : 0));
  const choices = fragments[path]!;
  const newText = random(4) === 0 ? "" : Array.from({ length: 1 + random(2) }, () => choices[random(choices.length)]!).join("");
  const change = { range: { start: before.positionAt(start), end: before.positionAt(end) }, text: newText };
  texts.set(path, TextDocument.applyEdits(before, [{ range: change.range, newText }]));
  session.change(path, change);
}

for (const seed of [1, 2, 3, 4]) {
  test(`after any edits the server says what a fresh one says of the same texts (seed ${seed})`, { timeout: 60_000 }, async () => {
    const example = join(import.meta.dirname, "../../examples/portfolio");
    const texts = new Map(["Dockerfile", "docker-bake.hcl"].map((path) => [path, readFileSync(join(example, path), "utf8")]));
    const random = randomNumbers(seed);
    const session = await startOn(texts);
    for (let burst = 0; burst < 25; burst++) {
      for (let edit = random(6); edit >= 0; edit--) editAtRandom(session, texts, random);
      const fresh = await startOn(texts);
      for (const path of texts.keys()) {
        assert.deepEqual(await pull(session, path), await pull(fresh, path), `${path} after burst ${burst}:\n${texts.get(path)}`);
      }
      assert.deepEqual(fresh.errors, []);
      await fresh.close();
    }
    assert.deepEqual(session.errors, []);
    await session.close();
  });
}

test("every request is answered wherever the cursor stands in a half-typed file", { timeout: 60_000 }, async () => {
  const text = "FROM debian:12 AS base\nFROM ba\nCOPY --from=\nCOPY --fr\nRUN --mount=type=cache,\nHEALTHCHECK --inter\nARG X=${\nENV\nRUN <<EOF\n";
  const session = await startSession();
  session.open("Dockerfile", text);
  session.open("docker-bake.hcl", 'target "a" {\n  inherits = ["\n  args = {\n    X = ${\n  target = \n');
  for (const path of ["Dockerfile", "docker-bake.hcl"]) {
    const textDocument = { uri: session.uriOf(path) };
    for (let line = 0; line < 10; line++) {
      for (const character of [0, 5, 12, 500]) {
        const position = { line, character };
        for (const method of ["hover", "completion", "definition", "documentHighlight", "signatureHelp", "prepareRename"]) await session.request(`textDocument/${method}`, { textDocument, position }).catch((error: Error) => assert.fail(`${method} in ${path} at ${line}:${character}: ${error.message}`));
      }
    }
    for (const method of ["documentSymbol", "documentLink", "foldingRange", "codeLens"]) await session.request(`textDocument/${method}`, { textDocument });
    await session.request("textDocument/formatting", { textDocument, options: { tabSize: 4, insertSpaces: true } });
  }
  assert.deepEqual(session.errors, []);
  await session.close();
});
