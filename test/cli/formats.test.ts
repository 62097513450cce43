// What the CLI prints in each format, compared with files beside the input. `npm test -- --update` rewrites them.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { runCli, supportedNodes } from "./run-cli.ts";

const folder = join(import.meta.dirname, "golden");
const project = join(folder, "project");

for (const { path: node, version } of supportedNodes()) {
  describe(`Node ${version}`, () => {
    for (const format of ["text", "json", "sarif", "github", "gitlab", "checkstyle", "junit"]) {
      test(`--format ${format}`, () => checkReport(node, format));
    }

    test("text is the default, without colors in a pipe", () => {
      assert.equal(runCli(["lint", "."], { cwd: project, node }).stdout, runCli(["lint", "--format=text", "."], { cwd: project, node }).stdout);
    });

    test("the SARIF log keeps to the parts of its schema that viewers rely on", () => {
      const log = JSON.parse(runCli(["lint", "-f", "sarif", "."], { cwd: project, node }).stdout);
      const [run] = log.runs;
      assert.equal(log.version, "2.1.0");
      for (const result of run.results) {
        assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
        const { artifactLocation, region } = result.locations[0].physicalLocation;
        assert.ok(existsSync(join(project, decodeURIComponent(artifactLocation.uri))), artifactLocation.uri);
        assert.ok(region.startLine >= 1 && region.startColumn >= 1 && (region.endLine > region.startLine || region.endColumn >= region.startColumn));
      }
    });
  });
}

test("JSON has exactly the members that are promised, and columns in UTF-16 from 1", () => {
  const { findings } = JSON.parse(runCli(["lint", "--format", "json", "."], { cwd: project }).stdout);
  for (const finding of findings) {
    assert.deepEqual(Object.keys(finding), ["path", "rule", "aliases", "severity", "message", "startLine", "startColumn", "endLine", "endColumn", "fixable", "url"]);
  }
  const secret = findings.find((finding: { rule: string }) => finding.rule === "SecretsUsedInArgOrEnv");
  const line = readFileSync(join(project, secret.path), "utf8").split("\n")[secret.startLine - 1]!;
  assert.match(line.slice(secret.startColumn - 1, secret.endColumn - 1), /^API_TOKEN/);
});

function checkReport(node: string, format: string): void {
  const { code, stdout, stderr } = runCli(["lint", "--format", format, "."], { cwd: project, node });
  assert.equal(stderr, "");
  assert.equal(code, 1);
  const file = join(folder, `report.${format}`);
  if (process.env["BAKEWELL_UPDATE"] === "1") writeFileSync(file, stdout);
  assert.equal(stdout, readFileSync(file, "utf8"));
}
