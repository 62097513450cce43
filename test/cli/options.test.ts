// Exit status, options and which files are looked at, of the bundled CLI.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { lintJson, placesOf, runCli, supportedNodes, writeProject } from "./run-cli.ts";

const clean = 'FROM example/base:1\nCMD ["bash"]\n';
const warned = 'FROM debian:latest\nCMD ["bash"]\n';
const linkable = 'FROM example/build:1 AS build\nFROM example/base:1\nCOPY --from=build /out /app/out\nCMD ["bash"]\n';

describe("exit status", () => {
  const cases: readonly [title: string, text: string, args: readonly string[], status: number][] = [
    ["nothing found", clean, [], 0],
    ["a warning", warned, [], 1],
    ["a warning below the fail level", warned, ["--fail-level", "error"], 0],
    ["a hint below the default fail level", linkable, [], 0],
    ["a hint at the fail level", linkable, ["--fail-level", "hint"], 1],
    ["nothing ever fails at level none", warned, ["--fail-level=none"], 0],
  ];
  for (const { path: node, version } of supportedNodes()) {
    for (const [title, text, args, status] of cases) {
      test(`${status}: ${title} (Node ${version})`, (t) => {
        const { code, stderr } = runCli(["lint", ...args, "Dockerfile"], { cwd: writeProject(t, { Dockerfile: text }), node });
        assert.equal(stderr, "");
        assert.equal(code, status);
      });
    }
  }
});

describe("usage", () => {
  function checkUsage(t: TestContext, args: readonly string[], status: number, stdout: RegExp, stderr: RegExp): void {
    const outcome = runCli(args, { cwd: writeProject(t, { Dockerfile: clean }) });
    assert.equal(outcome.code, status);
    assert.match(outcome.stdout, stdout);
    assert.match(outcome.stderr, stderr);
  }

  test("--help and --version", (t) => {
    checkUsage(t, ["--help"], 0, /^Usage:\n {2}bakewell lint /, /^$/);
    checkUsage(t, ["lint", "--help"], 0, /^Usage:\n {2}bakewell lint /, /^$/);
    checkUsage(t, ["--version"], 0, /^\d+\.\d+\.\d+\n$/, /^$/);
  });

  test("what cannot be understood is named, with what would do", (t) => {
    checkUsage(t, [], 2, /^$/, /^Usage:/);
    checkUsage(t, ["lnt", "."], 2, /^$/, /^bakewell: There is no command "lnt"\.\nTry bakewell --help\.\n$/);
    checkUsage(t, ["lint"], 2, /^$/, /^bakewell: Name at least one file or folder, for example: bakewell lint \.\n/);
    checkUsage(t, ["lint", "--frmat", "json", "."], 2, /^$/, /^bakewell: Unknown option '--frmat'/);
    checkUsage(t, ["lint", "--format", "jsn", "."], 2, /^$/, /^bakewell: --format must be one of text, json, sarif, github\b.*, not "jsn"\. Did you mean json\?\n/);
    checkUsage(t, ["lint", "--fail-level", "warn", "."], 2, /^$/, /^bakewell: --fail-level must be one of error, warning, info, hint, none, not "warn"\./);
    checkUsage(t, ["lint", "--profile", "hadolnt", "."], 2, /^$/, /^bakewell: --profile must be one of .*, not "hadolnt"\. Did you mean hadolint\?\n/);
    checkUsage(t, ["lint", "--format"], 2, /^$/, /^bakewell: .*--format/);
  });

  test("a file whose name starts with a dash comes after --", (t) => {
    const cwd = writeProject(t, { "-Dockerfile": warned });
    assert.deepEqual(placesOf(lintJson(["--", "-Dockerfile"], { cwd }).findings), ["-Dockerfile:1:6 NoLatestTag"]);
  });
});

describe("--fix", () => {
  test("writes safe fixes and reports what is left", (t) => {
    const cwd = writeProject(t, { Dockerfile: linkable.replace("example/base:1", "debian:latest"), "sub/Dockerfile": clean });
    const { code, findings } = lintJson(["--fix", "."], { cwd });
    assert.equal(readFileSync(join(cwd, "Dockerfile"), "utf8"), 'FROM example/build:1 AS build\nFROM debian:latest\nCOPY --link --from=build /out /app/out\nCMD ["bash"]\n');
    assert.equal(readFileSync(join(cwd, "sub/Dockerfile"), "utf8"), clean);
    assert.deepEqual(placesOf(findings), ["Dockerfile:2:6 NoLatestTag"]);
    assert.equal(code, 1);
  });

  test("keeps line ends and a byte order mark", (t) => {
    const source = `\ufeff${linkable.replace("example/base:1", "debian:13").replaceAll("\n", "\r\n")}`;
    const cwd = writeProject(t, { Dockerfile: source });
    runCli(["lint", "--fix", "."], { cwd });
    assert.equal(readFileSync(join(cwd, "Dockerfile"), "utf8"), source.replace("COPY", "COPY --link"));
  });
});

describe("configuration", () => {
  test("the nearest .bakewell.jsonc decides, and rules go by any of their names", (t) => {
    const cwd = writeProject(t, {
      Dockerfile: warned,
      "a/Dockerfile": warned,
      "a/b/Dockerfile": warned,
      ".bakewell.jsonc": '{ "rules": { "NoLatestTag": "error" } }',
      "a/.bakewell.jsonc": '{\n  // by its other name\n  "rules": { "DL3007": "off", },\n}',
    });
    assert.deepEqual(lintJson(["."], { cwd }).findings.map(({ path, severity }) => `${path} ${severity}`), ["Dockerfile error"]);
  });

  test("--config is used instead of what lies near the file", (t) => {
    const cwd = writeProject(t, { Dockerfile: warned, ".bakewell.jsonc": '{ "rules": { "NoLatestTag": "off" } }', "ci/rules.jsonc": '{ "rules": { "NoLatestTag": "info" } }' });
    assert.deepEqual(lintJson(["--config", "ci/rules.jsonc", "."], { cwd }).findings.map(({ rule, severity }) => `${rule} ${severity}`), ["NoLatestTag info"]);
  });

  test("--profile chooses whose rules fire", (t) => {
    const cwd = writeProject(t, { Dockerfile: "FROM debian:latest as base\nRUN apt-get update\n" });
    const rulesOf = (profile: string): string[] => lintJson(["--profile", profile, "."], { cwd }).findings.map(({ rule }) => rule);
    assert.ok(rulesOf("recommended").includes("NoLatestTag"));
    assert.ok(rulesOf("hadolint").includes("NoLatestTag"));
    assert.ok(!rulesOf("hadolint").includes("FromAsCasing"));
    assert.deepEqual(rulesOf("buildkit"), ["FromAsCasing"]);
  });

  test("a faulty configuration is told, and does not stop the run", (t) => {
    const cwd = writeProject(t, { Dockerfile: warned, ".bakewell.jsonc": '{ "rules": { "NoLatestTga": "off" } }' });
    const { code, stderr, findings } = lintJson(["."], { cwd });
    assert.match(stderr, /^bakewell: .*\.bakewell\.jsonc: rules: .*NoLatestTga/);
    assert.deepEqual(placesOf(findings), ["Dockerfile:1:6 NoLatestTag"]);
    assert.equal(code, 2);
  });

  test("a configuration named that cannot be read ends the run", (t) => {
    const { code, stdout, stderr } = runCli(["lint", "--config", "none.jsonc", "."], { cwd: writeProject(t, { Dockerfile: warned }) });
    assert.deepEqual({ code, stdout, stderr }, { code: 2, stdout: "", stderr: "bakewell: cannot read the configuration none.jsonc: there is no such file or folder\n" });
  });
});

describe("which files", () => {
  test("a folder is searched by names, without what .gitignore excludes", (t) => {
    const cwd = writeProject(t, {
      Dockerfile: warned,
      "Dockerfile.dev": warned,
      "deploy/web.Dockerfile": warned,
      "deploy/Containerfile": warned,
      "deploy/Dockerfile.dockerignore": "*",
      "deploy/notes.txt": "FROM debian:latest\n",
      "node_modules/x/Dockerfile": warned,
      "out/Dockerfile": warned,
      "out/kept/Dockerfile": warned,
      "sub/tmp/Dockerfile": warned,
      "sub/keep.Dockerfile": warned,
      "sub/drop.Dockerfile": warned,
      ".gitignore": "/out/*\n!/out/kept/\n",
      "sub/.gitignore": "tmp/\ndrop.*\n",
      "docker-bake.hcl": 'group "default" {\n  targets = ["none"]\n}\n',
      "docker-bake.override.json": '{ "group": { "more": { "targets": ["nothing"] } } }\n',
    });
    assert.deepEqual([...new Set(lintJson(["."], { cwd }).findings.map(({ path }) => path))], [
      "Dockerfile", "Dockerfile.dev", "deploy/Containerfile", "deploy/web.Dockerfile", "docker-bake.hcl", "docker-bake.override.json", "out/kept/Dockerfile", "sub/keep.Dockerfile",
    ]);
  });

  test("a file named is linted whatever its name, ignored or not", (t) => {
    const cwd = writeProject(t, {
      "recipe.txt": warned,
      "build.hcl": 'group "default" {\n  targets = ["none"]\n}\n',
      "Dockerfile.template.ignored": warned,
      ".gitignore": "*.ignored\n",
    });
    assert.deepEqual(placesOf(lintJson(["recipe.txt", "build.hcl", "Dockerfile.template.ignored"], { cwd }).findings), [
      "Dockerfile.template.ignored:1:6 NoLatestTag", "build.hcl:2:14 BakeUnknownTarget", "recipe.txt:1:6 NoLatestTag",
    ]);
  });

  test("a file named twice is reported once; one outside the working folder by its full path", (t) => {
    const cwd = writeProject(t, { Dockerfile: warned, "sub/x": "" });
    assert.deepEqual(placesOf(lintJson(["Dockerfile", ".", join(cwd, "Dockerfile")], { cwd }).findings), ["Dockerfile:1:6 NoLatestTag"]);
    assert.deepEqual(placesOf(lintJson(["../Dockerfile"], { cwd: join(cwd, "sub") }).findings), [`${join(cwd, "Dockerfile")}:1:6 NoLatestTag`]);
  });

  test("a Dockerfile alone is judged by the bake files around it", (t) => {
    const service = 'FROM example/base:1 AS web\nEXPOSE 80\nCMD ["nginx"]\nFROM example/base:1 AS tool\nCMD ["bash"]\n';
    const cwd = writeProject(t, { "app/Dockerfile": service, "docker-bake.hcl": 'target "web" {\n  context = "app"\n  target = "web"\n  tags = ["example/web"]\n}\n' });
    const placesIn = (path: string): string[] => placesOf(lintJson([path], { cwd }).findings).filter((place) => place.startsWith("app/"));
    const alone = placesIn("app/Dockerfile");
    assert.ok(alone.includes("app/Dockerfile:1:6 MissingUser"), alone.join("; "));
    assert.deepEqual(alone, placesIn("."));
  });

  test("the environment gives values to bake variables", (t) => {
    const cwd = writeProject(t, { Dockerfile: "FROM example/base:1 AS app\n", "docker-bake.hcl": 'variable "BAKEWELL_STAGE" {\n  default = "app"\n}\ntarget "default" {\n  target = BAKEWELL_STAGE\n}\n' });
    assert.equal(runCli(["lint", "docker-bake.hcl"], { cwd }).code, 0);
    process.env["BAKEWELL_STAGE"] = "none";
    t.after(() => delete process.env["BAKEWELL_STAGE"]);
    assert.deepEqual(lintJson(["docker-bake.hcl"], { cwd }).findings.map(({ rule }) => rule), ["BakeStageMissing"]);
  });
});

test("a report that is larger than a pipe holds is whole", (t) => {
  const lines = Array.from({ length: 3000 }, (_, index) => `FROM debian:latest AS stage${index}\n`).join("");
  const cwd = writeProject(t, { Dockerfile: lines });
  const { findings } = lintJson(["."], { cwd });
  assert.equal(findings.filter(({ rule }) => rule === "NoLatestTag").at(-1)!.startLine, 3000);
});
