// Bundles the Mocha suite for the extension host, which loads CommonJS.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { listFiles, root } from "../../scripts/files.ts";

/**
 * Returns the module whose `run()` VS Code calls. It lies inside the extension's folder, so that the tests get the very `vscode`
 * object that the extension has, and can answer its messages.
 */
export async function bundleSuite(): Promise<string> {
  const folder = join(root, "node_modules/.cache/bakewell-editor-tests");
  rmSync(folder, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: listFiles("test/editor/suite", ".ts"),
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return join(folder, "run.cjs");
}
