// Bundles what is shipped into dist/. It runs at `npm ci`, so it is plain JavaScript that Node 20 can run.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadRulesLate } from "./late-rules.mjs";
import { describeRulesLate } from "./rule-descriptions.mjs";
import { shareCore } from "./shared-core.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

/** Keeps out of the server what few sessions need: these modules are bundles of their own that are loaded when first asked for. */
const loadedWhenAsked = {
  name: "loaded-when-asked",
  setup(context) {
    context.onResolve({ filter: /\/(?:base\/language-service|registry\/registry-client)\.ts$/ }, (args) =>
      args.kind === "dynamic-import" ? { path: `./${basename(args.path, ".ts")}.js`, external: true } : undefined);
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  logLevel: "warning",
  legalComments: "none",
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  define: { BAKEWELL_VERSION: JSON.stringify(version), "import.meta.url": "undefined" },
  plugins: [loadedWhenAsked],
};

/** `chunkLifetime`: how many milliseconds chunks of earlier builds stay, which programs that run may yet load. */
export async function buildAll({ chunkLifetime = 10 * 60_000 } = {}) {
  // Nothing is removed first: whoever runs a bundle at this moment finds the old one until the new one is written.
  mkdirSync(resolve(root, "dist"), { recursive: true });
  // The project's own modules are ESM; the bundles are CommonJS, as VS Code loads extensions.
  writeFileSync(resolve(root, "dist/package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(resolve(root, "dist/rule-pages.json"), JSON.stringify(rulePages()));
  await Promise.all([
    build({ ...shared, entryPoints: ["client/src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] }),
    buildPrograms({ "server-main": "server/src/lsp/main.ts", "cli-main": "server/src/cli/main.ts", "lint-worker-main": "server/src/cli/lint-worker.ts" }, chunkLifetime),
    build({ ...shared, entryPoints: ["server/src/features/base/language-service.ts"], outfile: "dist/language-service.js" }),
    build({ ...shared, entryPoints: ["server/src/node/registry/registry-client.ts"], outfile: "dist/registry-client.js" }),
  ]);
}

/**
 * The server and the command line in chunks: what both need once, and what is imported with `import()` in chunks that are read when they
 * are needed. esbuild splits ES modules only, and Node.js starts CommonJS faster, so each chunk is converted afterwards.
 */
async function buildPrograms(entryPoints, chunkLifetime) {
  const split = await build({
    ...shared,
    plugins: [...shared.plugins, shareCore, describeRulesLate, loadRulesLate(shared)],
    entryPoints,
    outdir: "dist",
    format: "esm",
    splitting: true,
    chunkNames: "chunk-[hash]",
    minify: false,
    minifySyntax: true,
    write: false,
  });
  const names = new Set(split.outputFiles.map(({ path }) => basename(path)));
  await Promise.all(split.outputFiles.map(async ({ path, text }) => {
    const { code } = await transform(text, { format: "cjs", minify: true, target: shared.target, platform: shared.platform, supported: { "dynamic-import": false }, legalComments: "none" });
    writeFileSync(path, inAscii(code));
  }));
  const hash = createHash("sha256");
  for (const { path, contents } of split.outputFiles) hash.update(basename(path)).update(contents);
  const buildOfChunks = hash.digest("hex").slice(0, 16);
  await Promise.all([
    // By then the first document is checked.
    writeStart("server", buildOfChunks, 500),
    writeStart("cli", buildOfChunks),
    writeStart("lint-worker", buildOfChunks),
  ]);
  removeOldChunks(names, chunkLifetime);
}

/** One character more, which esbuild leaves in regular expressions, would make V8 keep two bytes for each character of a chunk. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function removeOldChunks(names, chunkLifetime) {
  for (const name of readdirSync(resolve(root, "dist"))) {
    if (!/^chunk-\w+\.js$/.test(name) || names.has(name)) continue;
    const path = resolve(root, "dist", name);
    if (Date.now() - statSync(path).mtimeMs > chunkLifetime) rmSync(path);
  }
}

/** What is started runs its chunks with what an earlier run has compiled of them. */
async function writeStart(name, buildOfChunks, keptAfter) {
  const contents = `import { startProgram } from "./server/src/node/compiled-program.ts";
    startProgram({ folder: __dirname, entry: "${name}-main.js", version: ${JSON.stringify(version)}, build: "${buildOfChunks}" }, ${keptAfter});`;
  const path = resolve(root, `dist/${name}.js`);
  await build({ ...shared, plugins: [], stdin: { contents, resolveDir: root }, outfile: path, banner: { js: "#!/usr/bin/env node" } });
  chmodSync(path, 0o755);
}

/** The pages of all rules by file name, for `bakewell lint --explain`. */
function rulePages() {
  const folder = resolve(root, "server/src/rules");
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".md")).sort();
  return Object.fromEntries(files.map((path) => [basename(path, ".md"), readFileSync(resolve(folder, path), "utf8")]));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await buildAll();
