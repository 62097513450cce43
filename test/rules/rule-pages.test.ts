// The examples of every rule's page are its tests; edge cases stand in test/rules/<rule>.md in the same form.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ruleFiles } from "../../scripts/generate/rule-index.ts";
import { readRulePage } from "../../scripts/rule-page.ts";
import { root } from "../../scripts/files.ts";
import { ruleFileName } from "../../server/src/lint/finding.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import type { Rule } from "../../server/src/rules/rule.ts";
import { checkExample } from "../harness/rule-examples.ts";

const pages = new Map(ruleFiles().map((file) => [file.slice(file.lastIndexOf("/") + 1, -3), file.replace(/\.ts$/, ".md")]));
const only = process.env["RULE"];

for (const rule of allRules) {
  if (only !== undefined && rule.name !== only) continue;
  describe(rule.name, () => {
    const page = pages.get(ruleFileName(rule.name));
    test("stands in the file of its name and has a page with examples of both kinds", () => {
      assert.ok(page, `a file ${ruleFileName(rule.name)}.ts beside its page`);
      const { examples, markdown } = readRulePage(readFileSync(join(root, page), "utf8"));
      assert.ok(examples.some((example) => /^[ \t]*<?\^/m.test(example.source)), "an example with a finding");
      assert.ok(examples.some((example) => !/^[ \t]*<?\^/m.test(example.source)), "an example without one");
      assert.match(markdown, /^## Why it matters/m);
      assert.match(markdown, /^## When to ignore it/m);
    });
    if (page) runPage(rule, page);
    const more = `test/rules/${ruleFileName(rule.name)}.md`;
    if (existsSync(join(root, more))) runPage(rule, more);
  });
}

function runPage(rule: Rule, path: string): void {
  for (const example of readRulePage(readFileSync(join(root, path), "utf8")).examples) {
    test(`${path}:${example.line} ${example.title}`, () => checkExample(rule, example));
  }
}
