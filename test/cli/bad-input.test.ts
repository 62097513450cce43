// Input of every bad kind: each is told in plain words or survived, and none keeps the other files from being linted.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, test, type TestContext } from "node:test";
import { cliPath, type CliOptions, lintJson, placesOf, runCli, supportedNodes, writeProject } from "./run-cli.ts";

const good = "FROM debian:latest\n";
const goodFinding = "Dockerfile:1:6 NoLatestTag";

/** Lints a folder that holds bad files beside one good file, whose finding has to be there. Returns what was said on standard error. */
function lintBeside(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[] = ["."]) {
  const cwd = writeProject(t, { Dockerfile: good, ...files });
  const outcome = lintJson(args, { cwd });
  const places = placesOf(outcome.findings);
  assert.ok(places.includes(goodFinding), places.join("; "));
  return { ...outcome, cwd, places: places.filter((place) => place !== goodFinding), stderr: outcome.stderr.replaceAll(cwd, "") };
}

test("a reader that closes the pipe ends the program without a word", async (t) => {
  const cwd = writeProject(t, { Dockerfile: `FROM debian:latest\n${"RUN sudo true\n".repeat(5000)}` });
  const child = spawn(process.execPath, [cliPath, "lint", "--no-shellcheck", "--format", "json", "Dockerfile"], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.once("data", () => child.stdout.destroy());
  const said = await text(child.stderr);
  assert.equal(said, "");
});

describe("files that cannot be used", () => {
  test("no such file, and a path through a file", (t) => {
    const { code, stderr } = lintBeside(t, {}, ["none", "Dockerfile/x", "."]);
    assert.equal(stderr, "bakewell: none: there is no such file or folder\nbakewell: Dockerfile/x: a part of the path is not a folder\n");
    assert.equal(code, 2);
  });

  test("a binary file, one that is no UTF-8, and an empty one", (t) => {
    const { code, stderr, places } = lintBeside(t, {
      "a.Dockerfile": new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]),
      "latin1.Dockerfile": new Uint8Array([...Buffer.from("FROM debian:12\n# caf"), 0xe9, ...Buffer.from("\nRUN apt-get upgrade\n")]),
      "empty.Dockerfile": "",
      "docker-bake.hcl": "",
      "docker-bake.json": "",
    });
    assert.equal(stderr, "bakewell: /a.Dockerfile: it is a binary file\n");
    assert.equal(code, 2);
    assert.ok(places.includes("latin1.Dockerfile:3:5 NoAptGetUpgrade"), places.join("; "));
  });

  test("links in a circle, to nowhere, to a device, to a folder", (t) => {
    const cwd = writeProject(t, { Dockerfile: good, "deep/x": "" });
    for (const [to, path] of [["loop.Dockerfile", "loop.Dockerfile"], ["none", "lost.Dockerfile"], ["/dev/zero", "zero.Dockerfile"], ["..", "deep/up"]]) symlinkSync(to!, join(cwd, path!));
    const { code, stderr, findings } = lintJson(["."], { cwd });
    assert.deepEqual(placesOf(findings), [goodFinding]);
    assert.deepEqual(stderr.replaceAll(cwd, "").split("\n").sort(), [
      "", "bakewell: /loop.Dockerfile: its symbolic links lead in a circle", "bakewell: /lost.Dockerfile: there is no such file or folder", "bakewell: /zero.Dockerfile: it is not a file",
    ]);
    assert.equal(code, 2);
  });

  test("a file and a folder without permission", (t) => {
    const cwd = writeProject(t, { Dockerfile: good, "secret.Dockerfile": good, "closed/Dockerfile": good });
    const asUser = asSomeone(cwd);
    chmodSync(join(cwd, "secret.Dockerfile"), 0);
    chmodSync(join(cwd, "closed"), 0);
    const searched = lintJson(["."], asUser);
    const named = lintJson(["closed", "closed/Dockerfile", "Dockerfile"], asUser);
    chmodSync(join(cwd, "closed"), 0o755);
    assert.deepEqual(placesOf(searched.findings), [goodFinding]);
    assert.equal(searched.stderr.replaceAll(cwd, ""), "bakewell: /secret.Dockerfile: permission is denied\n");
    assert.equal(searched.code, 2);
    assert.deepEqual(placesOf(named.findings), [goodFinding]);
    assert.equal(named.stderr, "bakewell: closed: permission is denied\nbakewell: closed/Dockerfile: permission is denied\n");
    assert.equal(named.code, 2);
  });

  test("--fix on a file that cannot be written says so and loses nothing", (t) => {
    const source = "FROM golang:1.23 AS build\nFROM debian:12\nCOPY --from=build /out /app/out\n";
    const cwd = writeProject(t, { Dockerfile: source, "other/Dockerfile": source });
    const asUser = asSomeone(cwd, ["other", "other/Dockerfile"]);
    chmodSync(join(cwd, "Dockerfile"), 0o444);
    const { code, stderr } = runCli(["lint", "--fix", "."], asUser);
    assert.match(stderr, /^bakewell: .*\/Dockerfile: cannot be written: EACCES/);
    assert.equal(code, 2);
    assert.equal(readFileSync(join(cwd, "Dockerfile"), "utf8"), source);
    assert.equal(readFileSync(join(cwd, "other/Dockerfile"), "utf8"), source.replace("COPY", "COPY --link"));
    assert.deepEqual(readdirSync(cwd).sort(), ["Dockerfile", "cli", "other"]);
  });
});

/** Root may read everything, so as root the CLI runs as nobody, from a copy that nobody may read. */
function asSomeone(cwd: string, owned: readonly string[] = []): CliOptions {
  mkdirSync(join(cwd, "cli"));
  const cli = join(cwd, "cli/cli.js");
  for (const name of readdirSync(dirname(cliPath))) if (/^(?:cli|cli-main|chunk-\w+)\.js$/.test(name)) copyFileSync(join(dirname(cliPath), name), join(cwd, "cli", name));
  writeFileSync(join(cwd, "cli/package.json"), '{ "type": "commonjs" }\n');
  chmodSync(cwd, 0o755);
  if (process.getuid?.() !== 0) return { cwd, cli };
  const nobody = 65534;
  for (const path of owned) chmodSync(join(cwd, path), 0o777);
  const node = supportedNodes().map(({ path }) => path).find((path) => canRunAs(nobody, path, cwd));
  if (node === undefined) throw new Error("no Node that another user than root can run");
  return { cwd, cli, node, uid: nobody };
}

function canRunAs(uid: number, node: string, cwd: string): boolean {
  try {
    return runCli(["--version"], { cwd, node, cli: join(cwd, "cli/cli.js"), uid }).code === 0;
  } catch {
    return false;
  }
}

describe("texts that are not right", () => {
  for (const [title, path, text] of [
    ["one line", "line.Dockerfile", `FROM debian:12\nRUN echo ${"x".repeat(5_000_000)}\n`],
    ["many instructions", "lines.Dockerfile", `FROM debian:12\n${`RUN apt-get update && echo ${"x".repeat(180)}\n`.repeat(25_000)}`],
    ["one instruction of many lines", "continued.Dockerfile", `FROM debian:12\nRUN true \\\n${"  && echo yes \\\n".repeat(330_000)}  && true\n`],
    ["one long list", "docker-bake.hcl", `target "x" {\n  tags = [\n${'    "example/x:1",\n'.repeat(270_000)}  ]\n}\n`],
  ] as const) {
    test(`5 MB: ${title}`, (t) => {
      const begin = Date.now();
      const { code, stderr } = lintBeside(t, { [path]: text }, ["--fail-level", "error", "."]);
      assert.equal(stderr, "");
      assert.equal(code, 0);
      assert.ok(Date.now() - begin < 20_000, `it took ${Date.now() - begin} ms`);
    });
  }

  test("CRLF and a byte order mark change no place", (t) => {
    const text = "FROM debian:latest\nRUN apt-get update && \\\n    apt-get upgrade -y\n";
    const { places } = lintBeside(t, { "a.Dockerfile": text, "b.Dockerfile": text.replaceAll("\n", "\r\n"), "c.Dockerfile": `\ufeff${text}` });
    const of = (name: string): string[] => places.filter((place) => place.startsWith(name)).map((place) => place.slice(name.length));
    assert.ok(of("a.Dockerfile").includes(":1:6 NoLatestTag") && of("a.Dockerfile").includes(":3:5 NoAptGetUpgrade"), places.join("; "));
    assert.deepEqual(of("b.Dockerfile"), of("a.Dockerfile"));
    // The mark is a character of the file, as editors that keep it count it.
    assert.deepEqual(of("c.Dockerfile"), of("a.Dockerfile").map((place) => place.replace(":1:6", ":1:7")));
  });

  test("an unfinished heredoc and half-typed lines", (t) => {
    const { code, stderr, places } = lintBeside(t, {
      "heredoc.Dockerfile": "FROM debian:latest\nRUN <<EOF\napt-get update\n",
      "half.Dockerfile": "FRO\nFROM debian:latest\nRUN [\"a\",\nCOPY --from= \nHEALTHCHECK --interval\nONBUILD\nENV A=\"b\nEXPOSE $\nRUN --mount=type= \\\n",
    });
    assert.equal(stderr, "");
    assert.equal(code, 1);
    for (const place of ["heredoc.Dockerfile:1:6 NoLatestTag", "heredoc.Dockerfile:2:5 UnfinishedHeredoc", "half.Dockerfile:1:1 UnknownInstruction", "half.Dockerfile:2:6 NoLatestTag"]) {
      assert.ok(places.includes(place), `${place} among ${places.join("; ")}`);
    }
  });

  test("HCL and JSON that break off in the middle keep the findings of their other blocks", (t) => {
    const { code, stderr, places } = lintBeside(t, {
      "docker-bake.hcl": 'target "a" {\n  target = "nonexistent"\n}\ntarget "b" {\n  tags = ["x\n  args = {\n}\ngroup "default" {\n  targets = ["a", "nobody"]\n}\n',
      "json/docker-bake.json": '{ "group": { "default": { "targets": ["nobody"] } }, "target": { "a": { "tags": [',
      "garbage/docker-bake.hcl": "}}}{{{ = = \"${${\n",
    });
    assert.equal(stderr, "");
    assert.equal(code, 1);
    for (const place of ["docker-bake.hcl:2:12 BakeStageMissing", "docker-bake.hcl:9:19 BakeUnknownTarget", "json/docker-bake.json:1:39 BakeUnknownTarget"]) {
      assert.ok(places.includes(place), `${place} among ${places.join("; ")}`);
    }
    for (const file of ["docker-bake.hcl", "json/docker-bake.json", "garbage/docker-bake.hcl"]) {
      assert.ok(places.some((place) => place.startsWith(`${file}:`) && place.endsWith("BakeSyntaxError")), `no syntax error in ${file}: ${places.join("; ")}`);
    }
  });

  test("a bake file that names a missing Dockerfile, and circles of all kinds", (t) => {
    const { code, stderr, places } = lintBeside(t, {
      "docker-bake.hcl": 'target "a" {\n  dockerfile = "none.Dockerfile"\n  target = "app"\n}\ntarget "b" {\n  inherits = ["c"]\n}\ntarget "c" {\n  inherits = ["b"]\n}\nvariable "X" {\n  default = X\n}\ngroup "g" {\n  targets = ["g"]\n}\n',
    });
    assert.equal(stderr, "");
    assert.ok(code === 1, String(code));
    // Nothing can be said about the stages of a file that is not there.
    assert.ok(!places.some((place) => place.endsWith("BakeStageMissing")), places.join("; "));
  });
});

test("a bake file in HCL that is no UTF-8 is refused as buildx does", (t) => {
  const cwd = writeProject(t, { "docker-bake.hcl": Buffer.from('target "default" {\n  args = { a = "\xe9" }\n}\n', "latin1") });
  const { code, stderr } = runCli(["bake", "--print"], { cwd });
  assert.equal(code, 1);
  assert.match(stderr, /^ERROR: docker-bake\.hcl:2,17-18: Invalid character encoding; All input files must be UTF-8 encoded\./);
});
