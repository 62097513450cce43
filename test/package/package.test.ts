// The extension as it is shipped: small enough, and a real VS Code installs it.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/files.ts";
import { run, runOrThrow } from "../../scripts/real-parts/run.ts";
import { provideVscode } from "../../scripts/real-parts/vscode.ts";
import { requirePart } from "../harness/real-parts.ts";

test("the package is below 1.5 MB, and VS Code installs it with its bundles, icon and schema", async (t) => {
  const vscode = await requirePart(t, "VS Code", provideVscode);
  if (!vscode) return;
  const folder = mkdtempSync(join(tmpdir(), "bakewell-package-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "bakewell.vsix");
  // The bundles are there already: other tests run them at this moment.
  await runOrThrow(process.execPath, [join(root, "scripts/package.ts"), file, "--no-build"], { timeout: 120_000, cwd: root });
  assert.ok(statSync(file).size < 1_500_000, `${statSync(file).size} bytes`);
  const extensions = join(folder, "extensions");
  const args = [vscode.serverMain, "--install-extension", file, "--extensions-dir", extensions, "--server-data-dir", join(folder, "data"), "--accept-server-license-terms"];
  const outcome = await run(vscode.node, args, { timeout: 120_000 });
  assert.match(outcome.stdout, /was successfully installed/, outcome.stderr);
  const installed = join(extensions, readdirSync(extensions).find((name) => name.startsWith("bakewell.bakewell-"))!);
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { main: string; icon: string; contributes: { jsonValidation: { url: string }[] } };
  for (const path of [manifest.main, manifest.icon, manifest.contributes.jsonValidation[0]!.url, "dist/server.js", "dist/language-service.js", "dist/registry-client.js", "dist/cli.js"]) {
    assert.ok(statSync(join(installed, path)).isFile(), path);
  }
});
