// Bundles what is shipped into dist/. It runs at `npm ci`, so it is plain JavaScript that Node 20 can run.
import { build, transform } from "esbuild";
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";

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

const serverLibrary = /[\\/]vscode-languageserver[\\/]lib[\\/]common[\\/](?:callHierarchy|fileOperations|foldingRange|inlayHint|inlineCompletion|inlineValue|linkedEditingRange|moniker|notebook|semanticTokens|showDocument|textDocumentContent|textDocuments|typeHierarchy)\.js$/;
const protocolLibrary = /[\\/]vscode-languageserver-protocol[\\/]lib[\\/]common[\\/]protocol\.notebook\.js$|[\\/]vscode-languageserver-types[\\/]lib[\\/](?:esm|umd)[\\/]main\.js$/;

/**
 * Leaves out what the server library brings for requests that the server never answers, and the constructors of LSP's plain
 * values: the library is CommonJS, so that the bundler cannot see what is unused. Its features are functions that add to a
 * class; one that is left out adds nothing. `onFoldingRanges`, which is served, is no part of such a feature.
 */
const leaveOutUnused = {
  name: "leave-out-unused",
  setup(context) {
    context.onLoad({ filter: serverLibrary }, ({ path }) => {
      const features = [...readFileSync(path, "utf8").matchAll(/^exports\.(\w+Feature) = /gm)].map((match) => match[1]);
      return { contents: features.map((name) => `exports.${name} = (Base) => Base;`).join("\n"), loader: "js" };
    });
    context.onLoad({ filter: protocolLibrary }, () => ({ contents: "exports.__esModule = true;", loader: "js" }));
  },
};

/** The server's library wants cryptography for the names of pipes that only clients make; loading it is a good part of a start. */
const loadCryptoLate = {
  name: "load-crypto-late",
  setup(context) {
    context.onLoad({ filter: /[\\/]vscode-jsonrpc[\\/]lib[\\/]node[\\/]main\.js$/ }, ({ path }) => {
      const early = 'const crypto_1 = require("crypto");';
      const contents = readFileSync(path, "utf8");
      if (!contents.includes(early)) throw new Error(`${path} no longer loads crypto as it did.`);
      return { contents: contents.replace(early, 'const crypto_1 = { get randomBytes() { return require("crypto").randomBytes; } };'), loader: "js" };
    });
  },
};

const rulesFolder = resolve(root, "server/src/rules");
const bakeRuleImport = /^import (\w+) from "(\.\/(?:bake|cross-file)\/[^"]+)";$/gm;

/**
 * Leaves the checks of bake and cross-file rules, with all that they need, to the chunk that reads bake files: a check is only run on a set of
 * bake files, and there is none before that chunk is loaded. What a rule says of itself stays, because configurations name it.
 */
const loadBakeChecksLate = {
  name: "load-bake-checks-late",
  setup(context) {
    context.onResolve({ filter: /^bakewell:/ }, ({ path }) => ({ path, namespace: "bakewell" }));
    context.onLoad({ filter: /^bakewell:checks$/, namespace: "bakewell" }, () => ({ contents: "export const checks = new Map();", loader: "js" }));
    context.onLoad({ filter: /^bakewell:register-checks$/, namespace: "bakewell" }, () => {
      const imports = bakeRuleImports();
      const register = imports.map(({ name }) => `checks.set(${name}.name, ${name}.check);`);
      return { contents: ['import { checks } from "bakewell:checks";', ...imports.map(({ line }) => line), ...register].join("\n"), loader: "js", resolveDir: rulesFolder };
    });
    context.onLoad({ filter: /[\\/]workspace[\\/]bake-language-parts\.ts$/ }, ({ path }) => ({ contents: `import "bakewell:register-checks";\n${readFileSync(path, "utf8")}`, loader: "ts" }));
    context.onLoad({ filter: /[\\/]rules[\\/]all-rules\.ts$/ }, async ({ path }) => {
      const rules = await readBakeRules();
      const late = readFileSync(path, "utf8").replace(bakeRuleImport, (_, name) => `const ${name} = late(${JSON.stringify(rules[name])});`);
      return { contents: `import { checks } from "bakewell:checks";\nconst late = (rule) => ({ ...rule, check: (context) => checks.get(rule.name)(context) });\n${late}`, loader: "ts" };
    });
  },
};

function bakeRuleImports() {
  return [...readFileSync(resolve(rulesFolder, "all-rules.ts"), "utf8").matchAll(bakeRuleImport)].map(([line, name, path]) => ({ line, name, path }));
}

/** What the bake and cross-file rules say of themselves, by the names that they are imported by. */
async function readBakeRules() {
  const contents = bakeRuleImports().map(({ name, path }) => `export { default as ${name} } from ${JSON.stringify(path)};`).join("\n");
  const { outputFiles } = await build({ ...shared, plugins: [], stdin: { contents, resolveDir: rulesFolder, loader: "ts" }, format: "esm", write: false });
  return { ...(await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`)) };
}

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
  writeStart("server");
  writeStart("cli");
  writeStart("lint-worker");
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
    plugins: [...shared.plugins, leaveOutUnused, loadCryptoLate, loadBakeChecksLate],
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
    writeFileSync(path, code);
  }));
  removeOldChunks(names, chunkLifetime);
}

function removeOldChunks(names, chunkLifetime) {
  for (const name of readdirSync(resolve(root, "dist"))) {
    if (!/^chunk-\w+\.js$/.test(name) || names.has(name)) continue;
    const path = resolve(root, "dist", name);
    if (Date.now() - statSync(path).mtimeMs > chunkLifetime) rmSync(path);
  }
}

/** What is started only turns on the compile cache, which Node 20 lacks: it serves files that are loaded from then on. */
function writeStart(name) {
  const path = resolve(root, `dist/${name}.js`);
  writeFileSync(path, `#!/usr/bin/env node\nrequire("node:module").enableCompileCache?.();\nrequire("./${name}-main.js");\n`);
  chmodSync(path, 0o755);
}

/** The pages of all rules by file name, for `bakewell lint --explain`. */
function rulePages() {
  const folder = resolve(root, "server/src/rules");
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".md")).sort();
  return Object.fromEntries(files.map((path) => [basename(path, ".md"), readFileSync(resolve(folder, path), "utf8")]));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await buildAll();
