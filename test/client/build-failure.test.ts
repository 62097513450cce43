import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseFailure } from "../../client/src/core/build-failure.ts";
import { parseBuildMetadata } from "../../client/src/core/build-metadata.ts";
import { parseCheckReport } from "../../client/src/core/check-report.ts";
import { chooseDockerfile } from "../../client/src/core/choose-file.ts";
import { findDockerProblem, explainProblem } from "../../client/src/core/docker-problem.ts";
import type { PlannedTarget } from "../../client/src/protocol.ts";
import { readStream, replay } from "./streams.ts";

/** The failure as text: message, target, exit code, place, marked lines. */
function show(name: string): string {
  const failure = parseFailure(replay(name, true).text);
  if (!failure) return "no failure";
  const { place, excerpt } = failure;
  return [
    failure.message,
    failure.target && `target ${failure.target}`,
    failure.exitCode !== undefined && `exit code ${failure.exitCode}`,
    place && `at ${place.file}:${place.startLine},${place.startColumn}-${place.endLine},${place.endColumn}`,
    excerpt && `in ${excerpt.file}`,
    ...(excerpt?.lines.filter((line) => line.isMarked).map((line) => `${line.number}: ${line.text}`) ?? []),
  ].filter((part) => part !== undefined && part !== false && part !== "").join("\n");
}

describe("the errors of a recorded build", () => {
  test("a failed step among several targets", () => {
    assert.equal(show("failing-beside-web.jsonl"), String.raw`process "/bin/sh -e -o pipefail -c echo \"looking for the parts\" &&     echo \"part 2 of 3 is missing\" >&2 &&     exit 3" did not complete successfully: exit code: 3
target failing
exit code 3
in Dockerfile
55: RUN echo "looking for the parts" && \
56:     echo "part 2 of 3 is missing" >&2 && \
57:     exit 3`);
  });
  test("a fault in a bake file", () => {
    assert.equal(show("unknown-variable.jsonl"), `Unknown variable; There is no variable named "SITE_VERSIO". Did you mean "SITE_VERSION"?, and 1 other diagnostic(s)
at unknown-variable.hcl:2,45-2,56
in unknown-variable.hcl
2:   args = { PLACE = "Zürich", SITE_VERSION = SITE_VERSIO }`);
  });
  test("a fault over two lines", () => {
    assert.match(show("broken-block.jsonl"), /^Invalid single-argument block definition; .*\nat broken-block\.hcl:1,36-2,1\nin broken-block\.hcl\n1: group "default" \{ targets = \["web"\]\n2: {3}description = "x"$/);
  });
  test("an unknown target", () => assert.equal(show("unknown-target.jsonl"), "failed to find target wbe"));
  test("a cancellation", () => assert.equal(show("canceled.jsonl"), "Canceled: context canceled"));
  test("no error in a good build", () => assert.equal(show("two-targets.jsonl"), "no failure"));
  test("a Windows path", () => {
    assert.deepEqual(parseFailure("ERROR: C:\\a b\\docker-bake.hcl:7,13-19: Unknown variable; no.")?.place, {
      file: "C:\\a b\\docker-bake.hcl", startLine: 7, startColumn: 13, endLine: 7, endColumn: 19,
    });
  });
});

describe("why docker cannot be used", () => {
  const cases: readonly [string, number, string][] = [
    ["no-daemon.jsonl", 1, "daemon-unreachable unix:///nonexistent.sock"],
    ["no-buildx.jsonl", 125, "buildx-missing"],
    ["unknown-flag.jsonl", 125, "buildx-too-old unknown flag: --nope"],
    ["unknown-builder.jsonl", 1, "builder-missing nope"],
    ["no-bake-file.jsonl", 1, "no-bake-file"],
    ["failing.jsonl", 1, "none"],
    ["unknown-target.jsonl", 1, "none"],
    ["canceled.jsonl", 130, "none"],
  ];
  for (const [name, exitCode, expected] of cases) {
    test(`${name}: ${expected}`, () => {
      const problem = findDockerProblem("docker", { exitCode, stdout: "", stderr: replay(name, false).text, startError: undefined });
      assert.equal(problem ? Object.values(problem).join(" ") : "none", expected);
    });
  }

  test("each one says what to do", () => {
    const { message, actions } = explainProblem({ kind: "daemon-unreachable", endpoint: "unix:///x.sock" });
    assert.equal(message, "The Docker daemon at unix:///x.sock does not answer. Start Docker, or choose another one with “docker context use” or DOCKER_HOST.");
    assert.deepEqual(actions.map((action) => action.title), ["Start the Daemon"]);
  });
});

describe("the report of a check", () => {
  const show = (name: string): string[] | undefined =>
    parseCheckReport(readStream(name))?.map((finding) => `${finding.target} ${finding.file}:${finding.firstLine} ${finding.isError ? "error" : finding.rule}: ${finding.text}`);

  test("findings that targets share come once", () => {
    assert.deepEqual(show("check.json"), [
      "tools Dockerfile:4 FromAsCasing: 'as' and 'FROM' keywords' casing do not match",
      'web Dockerfile:5 LegacyKeyValueFormat: "ENV key=value" should be used instead of legacy "ENV key value" format',
      'web Dockerfile:6 WorkdirRelativePath: Relative workdir "site" can have unexpected results if the base image changes',
      "web Dockerfile:7 JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals",
    ]);
  });
  test("a Dockerfile that does not parse", () => {
    assert.deepEqual(show("check-unparsable.json"), ["bad Dockerfile.bad:2 error: dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)"]);
  });
  test("no JSON at all", () => assert.equal(parseCheckReport("\n"), undefined));
  test("JSON that is cut off", () => assert.equal(parseCheckReport('{"target": {'), undefined));
});

describe("what was built", () => {
  test("images by target, the surest name first", () => {
    const metadata = parseBuildMetadata(readStream("two-targets.metadata.json"));
    assert.deepEqual([...metadata].map(([target, { images }]) => `${target}: ${images.map((image) => image.replace(/\w{64}/, "…")).join(" ")}`), [
      "web: sha256:… docker.io/bakewell-offline/web:1.0.0",
      "worker: sha256:… docker.io/bakewell-offline/worker:1.0.0",
    ]);
  });
  test("warnings beside the targets are no target", () => assert.deepEqual([...parseBuildMetadata('{"buildx.build.warnings": [{}]}').keys()], []));
  for (const text of ["", "{", "null", "[]"]) test(JSON.stringify(text), () => assert.equal(parseBuildMetadata(text).size, 0));
});

describe("the Dockerfile that BuildKit means", () => {
  const target = (name: string, uri: string | undefined): PlannedTarget => ({
    name, dockerfileUri: uri, isRequested: true, contextUri: undefined, stage: undefined, tags: [], platforms: [], outputs: [], hasHealthcheck: false, exposedPorts: [],
  });
  const targets = [target("api", "file:///w/api/Dockerfile"), target("web", "file:///w/web/Dockerfile"), target("docs", "file:///w/Docs%20file"), target("inline", undefined)];
  const cases: readonly [readonly string[], string | undefined, string | undefined][] = [
    [["web"], "Dockerfile", "file:///w/web/Dockerfile"],
    [[], "Dockerfile", "file:///w/api/Dockerfile"],
    [["inline"], "Docs file", "file:///w/Docs%20file"],
    [["web"], undefined, "file:///w/web/Dockerfile"],
    [[], "Containerfile", undefined],
  ];
  for (const [names, file, expected] of cases) test(`${file} of ${names.join(", ") || "any target"}`, () => assert.equal(chooseDockerfile(targets, names, file), expected));
});
