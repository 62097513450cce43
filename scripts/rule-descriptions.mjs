// Keeps what is said of rules to people out of what is loaded at a start; `rules/rule-description.ts` gives it, in chunks that are loaded late.
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const rulesFolder = resolve(fileURLToPath(new URL("..", import.meta.url)), "server/src/rules");
const rulePath = /[\\/]server[\\/]src[\\/]rules[\\/].+[\\/][^\\/]+\.ts$/;
const text = '"(?:[^"\\\\]|\\\\.)*"';
const [name, category, summary] = ["name", "category", "summary"].map((key) => new RegExp(`^  ${key}: (${text}),\\n`, "m"));

export const describeRulesLate = {
  name: "describe-rules-late",
  setup(context) {
    context.onLoad({ filter: rulePath }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      return { contents: descriptionIn(source) ? source.replace(category, "").replace(summary, "") : source, loader: "ts" };
    });
    context.onLoad({ filter: /[\\/]rules[\\/]rule-description\.ts$/ }, () => {
      const files = readdirSync(rulesFolder, { recursive: true }).filter((path) => path.endsWith(".ts")).sort();
      const descriptions = files.flatMap((path) => descriptionIn(readFileSync(resolve(rulesFolder, path), "utf8")) ?? []);
      // Rules that are made while the program runs say it themselves.
      return { contents: `const descriptions = { ${descriptions.join(", ")} };\nexport const descriptionOf = (rule) => descriptions[rule.name] ?? rule;`, loader: "js" };
    });
  },
};

/** What a rule's source says, as an entry of the table; undefined for what is no rule. */
function descriptionIn(source) {
  const [named, sorted, said] = [name, category, summary].map((key) => key.exec(source)?.[1]);
  return named && sorted && said ? `${named}: { category: ${sorted}, summary: ${said} }` : undefined;
}
