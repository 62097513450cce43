// Keeps the number of chunks small: the bundler makes one for each set of parts that share modules.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What every part works with; all that it imports is in one chunk. */
const core = ["server/src/lint/linter.ts", "server/src/rules/all-rules.ts"];

/** Parts of the command line that do without it. */
const withoutCore = /^\.\/(?:bake-arguments|bake-command|rules-command|text|json|sarif|github|gitlab|checkstyle|junit)\.ts$/;

/** Whatever is imported late imports the core too, which is loaded by then, so that for the bundler all parts share the same. */
export const shareCore = {
  name: "share-core",
  setup(context) {
    context.onResolve({ filter: /^(?:\.|bakewell:checks\/)/ }, ({ kind, path, resolveDir }) =>
      kind === "dynamic-import" && !withoutCore.test(path) ? { path: path.startsWith(".") ? resolve(resolveDir, path) : path, namespace: "late-part" } : undefined);
    context.onLoad({ filter: /./, namespace: "late-part" }, ({ path }) =>
      ({ contents: [...core.map((module) => `import ${JSON.stringify(resolve(root, module))};`), `export * from ${JSON.stringify(path)};`].join("\n"), loader: "js", resolveDir: root }));
  },
};
