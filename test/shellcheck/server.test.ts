// ShellCheck behind the language server: a later wave, called off by edits, never where the workspace is not trusted.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import type { ShellcheckRunner } from "../../server/src/base/shellcheck-runner.ts";
import { startSession } from "../harness/lsp-session.ts";

/** Reports SC2046 on the first character of every script, after a while. */
function slowRunner(milliseconds: number): { readonly log: string[]; readonly shellcheck: (path: string) => ShellcheckRunner } {
  const log: string[] = [];
  const comment = { line: 1, column: 1, endLine: 1, endColumn: 2, level: "warning", code: 2046, message: "m", fix: null };
  const runner: ShellcheckRunner = {
    isAvailable: async () => true,
    run: ([script], _dialect, signal) => new Promise((resolve) => {
      log.push(`run ${script}`);
      const stop = (): void => {
        clearTimeout(timer);
        log.push(`stop ${script}`);
        resolve(undefined);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve(JSON.stringify({ comments: [comment] }));
      }, milliseconds);
      signal.addEventListener("abort", stop);
    }),
  };
  return { log, shellcheck: (path) => (log.push(`use ${path}`), runner) };
}

const shell = (diagnostics: readonly lsp.Diagnostic[]): string[] =>
  diagnostics.filter(({ code }) => code === "SC2046").map(({ range, severity, codeDescription }) => `${range.start.line}:${range.start.character} ${severity} ${codeDescription?.href}`);
const found = (count: number) => (diagnostics: readonly lsp.Diagnostic[]): boolean => shell(diagnostics).length === count;
const place = (line: number): string => `${line}:4 2 https://www.shellcheck.net/wiki/SC2046`;

test("findings follow the first diagnostics, and stay through edits elsewhere", async () => {
  const { log, shellcheck } = slowRunner(1);
  const session = await startSession({ shellcheck });
  session.open("Dockerfile", "FROM debian:12\nRUN a\n");
  assert.deepEqual(shell(await session.diagnostics("Dockerfile")), []);
  assert.deepEqual(shell(await session.diagnostics("Dockerfile", found(1))), [place(1)]);
  session.change("Dockerfile", { text: "# more\nFROM debian:12\nRUN a\nRUN b\n" });
  assert.deepEqual(shell(await session.diagnostics("Dockerfile", (list) => shell(list)[0] === place(2))), [place(2)]);
  assert.deepEqual(shell(await session.diagnostics("Dockerfile", found(2))), [place(2), place(3)]);
  assert.deepEqual(log, ["use shellcheck", "run a", "run b"]);
  await session.close();
});

test("an edit calls off what is running", async () => {
  const { log, shellcheck } = slowRunner(60_000);
  const session = await startSession({ shellcheck });
  session.open("Dockerfile", "FROM debian:12\nRUN a\n");
  while (!log.includes("run a")) await new Promise((resolve) => setTimeout(resolve, 20));
  session.change("Dockerfile", { text: "FROM debian:12\nRUN b\n" });
  while (!log.includes("run b")) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(log, ["use shellcheck", "run a", "stop a", "run b"]);
  await session.close();
  assert.deepEqual(log.slice(4), ["stop b"]);
});

test("a client that pulls is told to ask again", async () => {
  const { shellcheck } = slowRunner(1);
  const session = await startSession({ shellcheck, capabilities: { textDocument: { diagnostic: { dynamicRegistration: false } } } });
  const asked = new Promise<void>((resolve) => session.connection.onRequest("workspace/diagnostic/refresh", () => (resolve(), null)));
  session.open("Dockerfile", "FROM debian:12\nRUN a\n");
  await asked;
  const params = { textDocument: { uri: session.uriOf("Dockerfile") } };
  let report = await session.request<lsp.RelatedFullDocumentDiagnosticReport>("textDocument/diagnostic", params);
  for (let attempt = 0; attempt < 100 && shell(report.items).length === 0; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    report = await session.request("textDocument/diagnostic", params);
  }
  assert.deepEqual(shell(report.items), [place(1)]);
  await session.close();
});

for (const [name, options] of Object.entries({
  "an untrusted workspace": { initializationOptions: { isTrusted: false } },
  "the setting off": { settings: { shellcheck: { enabled: "off" } }, initializationOptions: { settings: { shellcheck: { enabled: "off" } } } },
})) {
  test(`${name}: nothing is run`, async () => {
    const { log, shellcheck } = slowRunner(1);
    const session = await startSession({ shellcheck, ...options });
    session.open("Dockerfile", "FROM debian:12\nRUN a\n");
    await session.diagnostics("Dockerfile");
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.deepEqual(log, []);
    await session.close();
  });
}

test("the path is the setting's", async () => {
  const { log, shellcheck } = slowRunner(1);
  const session = await startSession({ shellcheck, initializationOptions: { isTrusted: true, settings: { shellcheck: { path: "/opt/shellcheck" } } } });
  session.open("Dockerfile", "FROM debian:12\nRUN a\n");
  await session.diagnostics("Dockerfile", found(1));
  assert.deepEqual(log, ["use /opt/shellcheck", "run a"]);
  await session.close();
});
