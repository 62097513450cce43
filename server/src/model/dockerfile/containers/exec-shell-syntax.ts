import type { JsonArray, JsonString } from "../../../syntax/dockerfile/tree.ts";

const operator = /^(?:&&|\|\|?|;|&|[12]?>>?|<|2>&1|&>)$/;
const variable = /^[^$\\]*\$(?:[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*(?:[:#%/?+-][^}]*)?\})[^$ ]*$/;
/** Frameworks of Java replace variables in the values of properties themselves. */
const property = /^(?:-D|--)[\w.-]+=[^$]*\$\{/;

/** No program has a dollar sign in its path. */
const programVariable = /\$(?:[A-Za-z_]|\{[A-Za-z_])/;

const shells: ReadonlySet<string> = new Set(["ash", "bash", "busybox", "cmd", "csh", "dash", "fish", "ksh", "powershell", "pwsh", "sh", "zsh"]);

/** Programs with a little language of their own, or that replace variables themselves. */
const interpreters: ReadonlySet<string> = new Set([
  "[", "awk", "confd", "docker", "dockerize", "envsubst", "expr", "find", "gawk", "jq", "mawk", "node", "perl", "php", "psql", "python", "python3",
  "ruby", "sed", "test", "xargs",
]);

function programOf({ value }: JsonString): string {
  return value.slice(value.lastIndexOf("/") + 1).toLowerCase().replace(/\.exe$/, "");
}

/** The words of an exec form that only a shell would understand; none when some program in it may read them. */
export function shellWordsIn({ items }: JsonArray): JsonString[] {
  const [first] = items;
  if (!first || interpreters.has(programOf(first)) || items.some((item) => shells.has(programOf(item)))) return [];
  // Windows paths and scripts in one argument are left alone.
  const isJava = items.some((item) => programOf(item) === "java");
  return items.filter(({ value }, index) => (index === 0 ? programVariable.test(value) : operator.test(value) || (variable.test(value) && !(isJava && property.test(value)))));
}

/** The names of the variables in an exec form. */
export function variablesIn({ items }: JsonArray): string[] {
  return items.flatMap(({ value }) => [...value.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => match[1]!));
}

/** The command line that a shell would have to run for the array to work as it reads. */
export function shellTextOf({ items }: JsonArray): string {
  const hasOperator = items.some(({ value }) => operator.test(value));
  const words = items.map(({ value }, index) => (operator.test(value) || /^[\w@%+=:,./-]+$/.test(value) ? value : (index === 0 ? programVariable : variable).test(value) && !/["`]/.test(value) ? `"${value}"` : `'${value.replaceAll("'", `'\\''`)}'`));
  return `${hasOperator ? "" : "exec "}${words.join(" ")}`;
}
