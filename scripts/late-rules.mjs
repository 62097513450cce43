// Leaves the checks of rules that few files need to chunks of their own; what rules say of themselves stays, because configurations name them.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const rulesFolder = resolve(fileURLToPath(new URL("..", import.meta.url)), "server/src/rules");
const ruleImport = /^import (\w+) from "\.\/(\S+)\/[^"/]+";$/gm;

/** Loaded with the language of bake files, without which there is nothing to check: `workspace/bake-language-parts.ts`. */
const withBakeLanguage = /^(?:bake|cross-file|workflow)(?:\/|$)/;

/** The folders of rules whose checks are loaded with the first file that has one of their words, by the name of the chunk. */
const chunkOfFolder = {
  "dockerfile/apt": "apt",
  "dockerfile/cache": "mounts",
  "dockerfile/command": "commands",
  "dockerfile/copy": "copies",
  "dockerfile/downloads": "downloads",
  "dockerfile/expose": "containers",
  "dockerfile/git": "downloads",
  "dockerfile/health": "health",
  "dockerfile/node": "node",
  "dockerfile/python": "python",
  "dockerfile/dotnet": "languages",
  "dockerfile/go": "languages",
  "dockerfile/java": "languages",
  "dockerfile/php": "languages",
  "dockerfile/ruby": "languages",
  "dockerfile/apk": "systems",
  "dockerfile/gpu": "systems",
  "dockerfile/rpm": "systems",
  "dockerfile/windows": "systems",
  "dockerfile/labels": "labels",
  "dockerfile/mount": "mounts",
  "dockerfile/packages": "packages",
  "dockerfile/permissions": "users",
  "dockerfile/runtime": "containers",
  "dockerfile/secrets": "secrets",
  "dockerfile/shell": "shell",
  "dockerfile/base-image": "stages",
  "dockerfile/stages": "stages",
  "dockerfile/stopsignal": "containers",
  "dockerfile/user": "users",
  "dockerfile/volume": "containers",
};

/**
 * The plugin. `all-rules.ts` keeps the imports of the rules that most files need; of the others it holds what they say of themselves and
 * the `LatePart` with their checks, which are put into one table as they are loaded.
 */
export function loadRulesLate(options) {
  return {
    name: "load-rules-late",
    setup(context) {
      let rules;
      context.onStart(async () => {
        rules = await readRules(options);
      });
      context.onResolve({ filter: /^bakewell:/ }, ({ path }) => ({ path, namespace: "bakewell" }));
      context.onLoad({ filter: /^bakewell:checks$/, namespace: "bakewell" }, () => ({ contents: "export const checks = new Map();", loader: "js" }));
      context.onLoad({ filter: /^bakewell:checks\//, namespace: "bakewell" }, ({ path }) => {
        const own = rules.filter(({ chunk }) => `bakewell:checks/${chunk}` === path);
        const register = own.map(({ name }) => `checks.set(${name}.name, ${name}.check);`);
        return { contents: ['import { checks } from "bakewell:checks";', ...own.map(({ line }) => line), ...register].join("\n"), loader: "js", resolveDir: rulesFolder };
      });
      context.onLoad({ filter: /[\\/]workspace[\\/]bake-language-parts\.ts$/ }, ({ path }) => ({ contents: `import "bakewell:checks/bake";\n${readFileSync(path, "utf8")}`, loader: "ts" }));
      context.onLoad({ filter: /[\\/]rules[\\/]all-rules\.ts$/ }, ({ path }) => ({ contents: withLateRules(readFileSync(path, "utf8"), rules), loader: "ts" }));
    },
  };
}

function withLateRules(source, rules) {
  const chunks = new Set(rules.flatMap(({ chunk }) => (chunk === undefined || chunk === "bake" ? [] : [chunk])));
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  return [
    'import { LatePart } from "../base/late-part.ts";',
    'import { checks } from "bakewell:checks";',
    "const late = (rule, part) => ({ ...rule, ...(part && { part }), check: (context) => checks.get(rule.name)?.(context) });",
    `const parts = { ${[...chunks].map((chunk) => `${chunk}: new LatePart(() => import("bakewell:checks/${chunk}"))`).join(", ")} };`,
    source.replace(ruleImport, (line, name) => {
      const { chunk, said } = byName.get(name);
      return chunk === undefined ? line : `const ${name} = late(${JSON.stringify(said)}, parts.${chunk});`;
    }),
  ].join("\n");
}

/** Every rule of `all-rules.ts`: its import, what it says of itself, and the chunk of its check; undefined for one that is loaded at once. */
async function readRules(options) {
  const imports = [...readFileSync(resolve(rulesFolder, "all-rules.ts"), "utf8").matchAll(ruleImport)].map(([line, name, folder]) => ({ line, name, folder }));
  const contents = imports.map(({ line, name }) => `${line}\nexport { ${name} };`).join("\n");
  const { outputFiles } = await build({ ...options, plugins: [], stdin: { contents, resolveDir: rulesFolder, loader: "ts" }, format: "esm", write: false });
  const modules = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return imports.map(({ line, name, folder }) => ({ line, name, said: withoutDescription(modules[name]), chunk: chunkOf(folder, modules[name]) }));
}

/** `rule-descriptions.mjs` keeps that. */
function withoutDescription({ category: _category, summary: _summary, ...said }) {
  return said;
}

function chunkOf(folder, { language, severity, mentions }) {
  if (withBakeLanguage.test(folder)) return "bake";
  if (language !== "dockerfile") return undefined;
  if (severity === "off") return "optional";
  return mentions && chunkOfFolder[folder];
}
