// A rule is not run on a file that has none of the words that it mentions, so that there it must have nothing to find. Each rule's own
// examples are tried with those words replaced by others. BAKEWELL_MENTIONS=1000 tries that many others for each example.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resolveConfiguration } from "../../server/src/lint/configuration.ts";
import { lintDockerfile } from "../../server/src/lint/lint-dockerfile.ts";
import { readDockerfile } from "../../server/src/model/dockerfile/read-dockerfile.ts";
import { type WordSet, wordsOf } from "../../server/src/model/dockerfile/text/words.ts";
import { unknownUse } from "../../server/src/model/dockerfile/use.ts";
import { ruleFileName } from "../../server/src/lint/finding.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import type { DockerfileRule } from "../../server/src/rules/rule.ts";
import { parseDockerfile } from "../../server/src/syntax/dockerfile/parse.ts";
import { createRandom } from "../oracle/bake/random.ts";
import { exampleCases } from "../oracle/fixes/fix-cases.ts";

const tries = Number(process.env["BAKEWELL_MENTIONS"] ?? 8);
const only = process.env["RULE"];
const uri = "file:///work/Dockerfile";
const strict = resolveConfiguration({ profile: "strict" });
const rules = allRules.filter((rule): rule is DockerfileRule => rule.language === "dockerfile" && rule.mentions !== undefined);

function wordsIn(text: string): WordSet {
  return wordsOf(readDockerfile(parseDockerfile(text)));
}

/** What the rule finds when nothing keeps it from being run. */
function findingsOf(rule: DockerfileRule, text: string): string[] {
  const unbound = Object.fromEntries(Object.entries(rule).filter(([key]) => key !== "mentions")) as unknown as DockerfileRule;
  return lintDockerfile(uri, readDockerfile(parseDockerfile(text)), unknownUse, [unbound], strict, (_rule, error) => {
    throw error;
  }).map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);
}

const texts = exampleCases().filter(({ path }) => /Dockerfile$/.test(path)).map(({ name, files, path }) => ({ name, text: files.get(path)! }));
const pool = [...new Set([...rules.flatMap(({ mentions }) => mentions!), ...texts.flatMap(({ text }) => text.toLowerCase().match(/[a-z]+/g) ?? [])])].sort();

describe("What rules mention", () => {
  test("is words as they are looked for", () => {
    for (const { name, mentions } of rules) {
      assert.ok(mentions!.length > 0 && mentions!.every((word) => /^[a-z]+$/.test(word)), `${name}: lower case, letters alone`);
      assert.equal(new Set(mentions).size, mentions!.length, `${name}: each word once`);
    }
  });

  test("is seen through quotes, escapes and ends of lines", () => {
    const words = wordsIn(`FROM a\nRUN p'ip'3 x\\y g\\ \n# remark\n\nem "A"B1c\nRUN ["sh", "-c", "cd /\\nnpm"]`);
    const seen = ["from", "run", "pip", "ip", "xy", "gem", "em", "ab", "c", "npm", "remark"];
    assert.deepEqual([...seen, "pipx", "cab", "fro"].filter((word) => words.has(word)), seen);
  });

  for (const rule of rules) {
    if (only !== undefined && rule.name !== only) continue;
    test(`${rule.name} finds nothing where none of ${rule.mentions!.join(", ")} stands`, () => {
      const random = createRandom(rule.name.length);
      const own = new RegExp(`(?:^|(?<=[^a-zA-Z]))(?:${rule.mentions!.join("|")})(?![a-zA-Z])`, "gi");
      for (const { name, text } of texts) {
        if (!name.includes(`/${ruleFileName(rule.name)}.md:`)) continue;
        for (let count = 0; count < tries; count++) {
          const words = new Map<string, string>();
          const other = text.replace(own, (word) => {
            if (!words.has(word)) words.set(word, count === 0 ? "zzz" : random.pick(pool));
            return words.get(word)!;
          });
          if (rule.mentions!.some((word) => wordsIn(other).has(word))) continue;
          assert.deepEqual(findingsOf(rule, other), [], `${name}, with other words:\n${other}`);
        }
      }
    });
  }
});
