// What a .dockerignore leaves out: `-` in front of a path that is left out, `+` in front of one that stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isIgnored, parseDockerignore } from "../../../server/src/model/dockerignore/dockerignore.ts";

function checkPaths(patterns: string, expected: string): void {
  const file = parseDockerignore(patterns);
  const lines = expected.trim().split(/\s+/);
  assert.deepEqual(lines.map((line) => `${isIgnored(file, line.slice(1)) ? "-" : "+"}${line.slice(1)}`), lines, patterns);
}

test("a pattern starts in the root and takes what is below along", () => {
  checkPaths("docs", "-docs -docs/a.md +src/docs");
  checkPaths("/docs/", "-docs/a.md +src/docs/a.md");
  checkPaths("./src/../docs", "-docs +src");
});

test("the last pattern that matches decides", () => {
  checkPaths("*.md\n!README.md", "-a.md +README.md +docs/a.md");
  checkPaths("!README.md\n*.md", "-README.md");
  checkPaths("*\n!src\nsrc/test", "+src/a.ts -src/test/a.ts -dist");
});

test("one star stays within a step, two do not", () => {
  checkPaths("*/node_modules", "-a/node_modules/x +node_modules/x +a/b/node_modules");
  checkPaths("**/node_modules", "-node_modules -a/b/node_modules/x");
  checkPaths("src/**/*.ts", "-src/a.ts -src/a/b.ts +a.ts");
  checkPaths("src/**", "+src -src/a");
});

test("comments, blanks and line ends do not count", () => {
  checkPaths("\uFEFF# docs\r\n  a.txt  \r\n\r\n", "-a.txt +docs");
});

test("classes and escapes", () => {
  checkPaths("[ab].txt\n[^x]1\nc\\*", "-a.txt +c.txt -y1 +x1 -c* +cd");
});

test("names the lines that make builds fail", () => {
  const { invalid } = parseDockerignore("a\n!\n[b\n[]\nc\\\n");
  assert.deepEqual(invalid.map(({ span }) => `${span.start}-${span.end}`), ["2-3", "4-6", "7-9", "10-12"]);
});

test("a long pattern of many stars takes no time", { timeout: 2000 }, () => {
  checkPaths(`${"**/a*/".repeat(12)}c`, `+${"a/".repeat(60)}b`);
});
