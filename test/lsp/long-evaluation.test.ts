// A bake file that takes long to evaluate holds up nobody.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import { evaluateBake } from "../../server/src/eval/evaluate-bake.ts";
import { readBakeFile } from "../../server/src/model/bake/bake-file.ts";
import { parseHcl } from "../../server/src/syntax/hcl/parse.ts";
import { bestCost } from "../harness/cost.ts";
import { startSession } from "../harness/lsp-session.ts";

const names = Array.from({ length: 24 }, (_, index) => `V${index}`);
const heavy = names.map((name, index) => `variable "${name}" {\n  default = [for a in range(60) : [for b in range(60) : a * b * ${index}]][1][1]\n}\n`).join("");
const bakeFile = `target "default" {\n  target = "app"\n  args = { A = join("-", [${names.join(", ")}]) }\n}\n${heavy}`;
const dockerfile = "FROM debian:12 AS app\nARG A\nRUN echo $A\n";
const messages = (diagnostics: readonly lsp.Diagnostic[]): string[] => diagnostics.map((diagnostic) => `${diagnostic.range.start.line}: ${String(diagnostic.code)}`);

/** Tells the longest time of the processor that one turn of the event loop takes, until it is called off. */
function watchTurns(): () => number {
  let longest = 0;
  let isOver = false;
  let before = process.cpuUsage();
  const look = (): void => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.cpuUsage();
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOver = true;
    return longest;
  };
}

test("requests are answered between the pieces of a long evaluation, and the last text's findings come", async () => {
  const whole = bestCost(() => evaluateBake({ files: [readBakeFile("file:///a.hcl", parseHcl(bakeFile))], environment: { get: () => undefined } }));
  const session = await startSession({ files: { Dockerfile: dockerfile, "docker-bake.hcl": bakeFile } });
  session.open("Dockerfile", dockerfile);
  session.open("docker-bake.hcl", bakeFile);
  assert.deepEqual(messages(await session.diagnostics("docker-bake.hcl")), []);
  const longest = watchTurns();
  let character = 15;
  const hovers: Promise<lsp.Hover | null>[] = [];
  for (const letter of "lication") {
    const place = { line: 1, character: character++ };
    session.change("docker-bake.hcl", { range: { start: place, end: place }, text: letter });
    hovers.push(session.request<lsp.Hover | null>("textDocument/hover", { textDocument: { uri: session.uriOf("Dockerfile") }, position: { line: 0, character: 1 } }));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  for (const hover of await Promise.all(hovers)) assert.match(JSON.stringify(hover), /FROM/);
  assert.deepEqual(messages(await session.diagnostics("docker-bake.hcl", (list) => list.length > 0)), ["1: BakeStageMissing"]);
  const most = longest();
  assert.ok(most < whole / 2, `${Math.round(most)} ms of ${Math.round(whole)} ms without a break`);
  assert.deepEqual(session.errors, []);
  await session.close();
});

test("a client that pulls gets the findings of the text that it has", async () => {
  const session = await startSession({ files: { Dockerfile: dockerfile, "docker-bake.hcl": bakeFile }, capabilities: { textDocument: { diagnostic: { dynamicRegistration: false } } } });
  session.open("docker-bake.hcl", bakeFile);
  const pull = () => session.request<lsp.FullDocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri: session.uriOf("docker-bake.hcl") } });
  assert.deepEqual(messages((await pull()).items), []);
  session.change("docker-bake.hcl", { range: { start: { line: 1, character: 12 }, end: { line: 1, character: 15 } }, text: "nope" });
  assert.deepEqual(messages((await pull()).items), ["1: BakeStageMissing"]);
  await session.close();
});
