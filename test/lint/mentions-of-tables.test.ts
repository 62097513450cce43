// What a rule mentions often repeats a table that stands elsewhere: names of programs, options, variables. Each name in the sources that
// a rule imports is put in place of what its examples mention; a rule that finds something then has to mention the name as well.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { packageManagers } from "../../server/src/data/package-managers.ts";
import { resolveConfiguration } from "../../server/src/lint/configuration.ts";
import { ruleFileName } from "../../server/src/lint/finding.ts";
import { lintDockerfile } from "../../server/src/lint/lint-dockerfile.ts";
import { readDockerfile } from "../../server/src/model/dockerfile/read-dockerfile.ts";
import { wordsOf } from "../../server/src/model/dockerfile/text/words.ts";
import { unknownUse } from "../../server/src/model/dockerfile/use.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import type { DockerfileRule } from "../../server/src/rules/rule.ts";
import { parseDockerfile } from "../../server/src/syntax/dockerfile/parse.ts";
import { root } from "../../scripts/files.ts";
import { exampleCases } from "../oracle/fixes/fix-cases.ts";

const only = process.env["RULE"];
const strict = resolveConfiguration({ profile: "strict" });
const rules = allRules.filter((rule): rule is DockerfileRule => rule.language === "dockerfile" && rule.mentions !== undefined);
const pages = exampleCases().filter(({ path }) => /Dockerfile$/.test(path)).map(({ name, files, path }) => ({ name, text: files.get(path)! }));

/** The names in the literals of a source: what stands between quotes, and the alternatives of regular expressions. */
function namesIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^import .*$|(?<![:"'])\/\/.*$/gm, "");
  const literals = code.match(/"(?:[^"\\\n]|\\.)*"|\/(?![/*])(?:[^/\\\n]|\\.)+\/|^\s*[\w"-]+(?=: [[{/])/gm) ?? [];
  return literals.flatMap((literal) => literal.match(/[A-Za-z][\w.:@-]*[A-Za-z\d]|[A-Za-z]/g) ?? []);
}

/** The rule's own source, what it imports of the model, and the tables that these import. */
function sourcesOf(file: string): Set<string> {
  const models = importsOf(file, "model");
  return new Set([file, ...models, ...[file, ...models].flatMap((path) => importsOf(path, "data"))].filter((path) => !path.endsWith("/package-managers.ts")));
}

function importsOf(file: string, layer: string): string[] {
  const paths = [...readFileSync(file, "utf8").matchAll(/^import .* from "(\.\S+)";$/gm)].map(([, path]) => join(dirname(file), path!));
  return paths.filter((path) => path.startsWith(join(root, "server/src", layer)));
}

/** Every call of a package manager that the table knows, for rules that mention one. */
function packageCalls({ mentions }: DockerfileRule): string[] {
  const programs = new Set(packageManagers.flatMap((manager) => manager.programs));
  if (!mentions!.some((word) => programs.has(word))) return [];
  return packageManagers.flatMap((manager) => manager.programs.flatMap((program) => Object.keys(manager.actions).map((action) => `${program} ${action}`.trim())));
}

function isSilent(rule: DockerfileRule, text: string): boolean {
  const { mentions: _mentions, ...unbound } = rule;
  return lintDockerfile("file:///work/Dockerfile", readDockerfile(parseDockerfile(text)), unknownUse, [unbound], strict, (_rule, error) => {
    throw error;
  }).length === 0;
}

/** Puts another name in place of each that holds a mentioned word, whole names such as `--allow-untrusted` and `DJANGO_DEBUG`; a call goes in place of the next word too. */
function withName(text: string, mentions: readonly string[], name: string): string {
  const place = new RegExp(`(?<![\\w.:])(?:[a-z][\\w.:-]*?[\\d_.:-])?(?:${mentions.join("|")})(?![a-z])[\\w:-]*(?:\\.\\w[\\w:-]*)*${name.includes(" ") ? "(?: [a-z-]+)?" : ""}`, "gi");
  return text.replace(place, () => name);
}

describe("What rules mention", () => {
  const sources = new Map(readFileSync(join(root, "server/src/rules/all-rules.ts"), "utf8").split("\n").flatMap((line) => {
    const path = /from "\.\/(\S+)";/.exec(line)?.[1];
    return path === undefined ? [] : [[path.slice(path.lastIndexOf("/") + 1, -".ts".length), join(root, "server/src/rules", path)] as const];
  }));
  for (const rule of rules) {
    if (only !== undefined && rule.name !== only) continue;
    test(`${rule.name} mentions every name that makes it find something`, () => {
      const mentions = rule.mentions!;
      const texts = [...sourcesOf(sources.get(ruleFileName(rule.name))!)].map((path) => readFileSync(path, "utf8"));
      const names = new Set([...texts.flatMap(namesIn), ...packageCalls(rule)]);
      for (const { name: page, text } of pages.filter(({ name }) => name.includes(`/${ruleFileName(rule.name)}.md:`))) {
        for (const name of names) {
          const other = withName(text, mentions, name);
          const words = wordsOf(readDockerfile(parseDockerfile(other)));
          if (!mentions.some((word) => words.has(word))) assert.ok(isSilent(rule, other), `${page}: with ${name} it finds something in\n${other}`);
        }
      }
    });
  }
});
