// What is measured: our bundles, and beside them the peers that are there.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Tally's configuration without ShellCheck and without what asks registries. */
export const tallyWithoutShellCheck = '[rules]\nexclude = ["shellcheck/*"]\n\n[slow-checks]\nmode = "off"\n';
export const tallyOffline = '[slow-checks]\nmode = "off"\n';

/**
 * The peers by name, each `{ path, version }` or `{ missing }`. The scripts that provide them are TypeScript, which the
 * project's own Node.js runs.
 */
export function findPeers() {
  const node = join(root, "node_modules/node/bin/node");
  const code = `import(${JSON.stringify(join(root, "scripts/real-parts/peers.ts"))}).then((m) => m.providePeers()).then((p) => console.log(JSON.stringify(p)))`;
  const run = spawnSync(node, ["-e", code], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (run.status === 0) return JSON.parse(run.stdout);
  const missing = { missing: "the scripts that provide peers could not run; is there node_modules?" };
  return { tally: missing, dockerfileLanguageServer: missing, dockerfilelint: missing, hadolint: missing };
}

/** Our bundle, or an error that says how to make it. */
export function bundle(name) {
  const path = join(root, "dist", name);
  if (!existsSync(path)) {
    process.stderr.write(`bench: there is no dist/${name}; run "npm run build" first.\n`);
    process.exit(2);
  }
  return path;
}

/** Value of `--name=value` on the command line. */
export function option(name, fallback) {
  const found = process.argv.find((word) => word.startsWith(`--${name}=`));
  return found === undefined ? fallback : found.slice(name.length + 3);
}
