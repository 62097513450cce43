// The bundle leaves the checks of many rules to chunks that are loaded with the first file that has one of their words: it must find
// what the sources find, in each file alone and in all of them together.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ruleFiles } from "../../scripts/generate/rule-index.ts";
import { configurationFileName } from "../../server/src/lint/configuration-files.ts";
import { ruleFileName } from "../../server/src/lint/finding.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";
import { exampleCases } from "../oracle/fixes/fix-cases.ts";
import { lintJson, writeProject } from "./run-cli.ts";

const folderOf = new Map(ruleFiles().map((path) => [path.slice(path.lastIndexOf("/") + 1, -3), path.split("/").at(-2)!]));
const strict = JSON.stringify({ profile: "strict" });

async function foundBySources(text: string, configuration = "{}"): Promise<string[]> {
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", text], [configurationFileName, configuration]]));
  const snapshot = workspace.store.get(`${memoryFolder}/Dockerfile`)!;
  return linter.lint(snapshot).map(({ span, rule }) => `${snapshot.lines.positionAt(span.start).line + 1} ${rule.name}`);
}

/** A file for each folder of rules in which one of them finds something, and which stands alone. */
async function oneForEachFolder(): Promise<{ folder: string; text: string; expected: string[] }[]> {
  const chosen = new Map<string, { folder: string; text: string; expected: string[] }>();
  const cases = exampleCases();
  for (const rule of allRules) {
    const folder = folderOf.get(ruleFileName(rule.name))!;
    if (rule.language !== "dockerfile" || chosen.has(folder)) continue;
    for (const { name, files, path } of cases) {
      if (!name.includes(`/${ruleFileName(rule.name)}.md:`) || files.size > 1 || path !== "Dockerfile") continue;
      const text = files.get(path)!;
      const expected = await foundBySources(text);
      if (!expected.some((line) => line.endsWith(` ${rule.name}`))) continue;
      chosen.set(folder, { folder, text, expected });
      break;
    }
  }
  return [...chosen.values()];
}

describe("The bundle finds what the sources find", async () => {
  const chosen = await oneForEachFolder();

  test("in files of all kinds of rules", () => {
    assert.deepEqual(chosen.map(({ folder }) => folder).sort(), [...new Set(allRules.flatMap((rule) => (rule.language === "dockerfile" ? [folderOf.get(ruleFileName(rule.name))!] : [])))].sort());
  });

  for (const { folder, text, expected } of chosen) {
    test(`${folder}, alone`, (t) => {
      const cwd = writeProject(t, { Dockerfile: text });
      assert.deepEqual(linesOf(lintJson(["Dockerfile"], { cwd }).findings), expected);
    });
  }

  test("all of them together, with the rules that are off by default", async (t) => {
    const files = Object.fromEntries(chosen.map(({ folder, text }) => [join(folder, "Dockerfile"), text]));
    const cwd = writeProject(t, { ...files, [configurationFileName]: strict });
    const { findings } = lintJson(["."], { cwd });
    for (const { folder, text } of chosen) {
      assert.deepEqual(linesOf(findings.filter(({ path }) => path === `${folder}/Dockerfile`)), await foundBySources(text, strict), folder);
    }
  });
});

function linesOf(findings: ReturnType<typeof lintJson>["findings"]): string[] {
  return findings.map(({ startLine, rule }) => `${startLine} ${rule}`);
}
