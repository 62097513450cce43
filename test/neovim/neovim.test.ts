// One session of a second real editor: Neovim's built-in client talks to the bundled server over stdio.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { root } from "../../scripts/files.ts";
import { provideNeovim } from "../../scripts/real-parts/neovim.ts";
import { provideRegistry, startRegistry } from "../../scripts/real-parts/registry.ts";
import { openInNeovim } from "../harness/neovim.ts";
import { requirePart } from "../harness/real-parts.ts";
import { pushImage } from "../registry/pushed-images.ts";

const dockerfile = `# 🐳 built for Neovim
FROM example/build:1 AS build
FROM example/base:1
COPY --from=build /out /app/out
ENV É="🐳" API_TOKEN=0123456789abcdef
`;

function writeWorkspace(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-neovim-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "Dockerfile"), dockerfile);
  writeFileSync(join(folder, "docker-bake.hcl"), 'target "app" {\n  tags = ["example/app"]\n}\n');
  return folder;
}

test("Neovim shows findings, hovers, and applies a quick fix", async (t) => {
  const neovim = await requirePart(t, "Neovim", provideNeovim);
  if (!neovim) return;
  const folder = writeWorkspace(t);
  const outcome = await openInNeovim(neovim, {
    server: [process.execPath, join(root, "dist/server.js"), "--stdio"],
    root: folder,
    file: join(folder, "Dockerfile"),
    filetype: "dockerfile",
    applyAction: "Add --link",
    requests: [
      { method: "textDocument/hover", params: { position: { line: 1, character: 1 } } },
      { method: "textDocument/documentSymbol", params: {} },
    ],
  });
  const lines = dockerfile.split("\n").map((line) => Buffer.from(line));
  const marked = outcome.diagnostics.map(({ lnum, col, end_col, code }) => `${code}: ${lines[lnum]!.subarray(col, end_col).toString()}`);
  // Neovim counts columns in bytes: what it marks shows that it was told UTF-16 and understood it.
  assert.ok(marked.includes("UseCopyLink: --from=build"), marked.join("; "));
  assert.match(marked.join("\n"), /^SecretsUsedInArgOrEnv: API_TOKEN(=0123456789abcdef)?$/m);
  assert.equal(outcome.text, dockerfile.replace("COPY --from", "COPY --link --from"));
  const [hover, symbols] = outcome.results as [{ contents: { value: string } }, { name: string; children: { name: string }[] }[]];
  assert.match(hover.contents.value, /^\*\*FROM\*\*/);
  assert.deepEqual(symbols.map(({ name, children }) => [name, ...children.map((child) => child.name)]), [["build"], ["example/base:1", "COPY", "ENV"]]);
});

test("Neovim lets the server pin an image to the release that the registry has", async (t) => {
  const neovim = await requirePart(t, "Neovim", provideNeovim);
  const part = await requirePart(t, "registry", provideRegistry);
  if (!neovim || !part) return;
  const registry = await startRegistry(part);
  t.after(() => registry.stop());
  await pushImage({ host: registry.host, repository: "team/app" }, "app", "oci-index", "2.1.0", "latest");
  const folder = writeWorkspace(t);
  const file = join(folder, "Dockerfile");
  writeFileSync(file, `FROM ${registry.host}/team/app\n`);
  const applyAction = `Pin to the tag that "latest" is now (asks ${registry.host})`;
  const { text } = await openInNeovim(neovim, { server: [process.execPath, join(root, "dist/server.js"), "--stdio"], root: folder, file, filetype: "dockerfile", applyAction });
  assert.equal(text, `FROM ${registry.host}/team/app:2.1.0\n`);
});
