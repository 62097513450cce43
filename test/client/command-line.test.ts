import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cleanLogLine } from "../../client/src/core/ansi.ts";
import { bakeCommand, checkCommand } from "../../client/src/core/bake-command.ts";
import type { BakeFiles } from "../../client/src/core/bake-command.ts";
import { displayCommand, maskArguments } from "../../client/src/core/command-line.ts";
import { containerLogsCommand, inspectImageCommand, removeContainerCommand, runContainerCommand } from "../../client/src/core/docker-commands.ts";
import { isHealthFailure, judgeHealth, parseContainerState, summarizeHealth } from "../../client/src/core/health.ts";
import type { HealthResult } from "../../client/src/core/health.ts";

const options = { docker: "docker", variables: { TOKEN: "secret" } };
const plain: BakeFiles = { folder: "/w", files: ["docker-bake.hcl"], isDefaultLookup: true };
const named: BakeFiles = { folder: "/w", files: ["deploy/docker-bake.hcl", "my vars.hcl"], isDefaultLookup: false };

describe("the command line of a run", () => {
  const show = (files: BakeFiles, fields: object): string => displayCommand(bakeCommand({ files, targets: [], allow: [], load: false, ...fields }, "/tmp/m.json", options));
  test("a plain bake", () => assert.equal(show(plain, {}), "docker buildx bake --progress=rawjson --metadata-file=/tmp/m.json"));
  test("with files and targets", () => {
    assert.equal(show(named, { targets: ["web", "-odd"] }), "docker buildx bake --file=deploy/docker-bake.hcl '--file=my vars.hcl' --progress=rawjson --metadata-file=/tmp/m.json -- web -odd");
  });
  test("with what was granted, into the engine", () => {
    assert.equal(show(plain, { allow: ["network.host", "fs.read=../pr"], load: true, targets: ["web"] }), "docker buildx bake --progress=rawjson --metadata-file=/tmp/m.json --load --allow=network.host --allow=fs.read=../pr -- web");
  });
  test("a check", () => {
    assert.equal(displayCommand(checkCommand(plain, ["web"], options)), "docker buildx bake --progress=rawjson --call=check,format=json,ignorestatus=true -- web");
  });
  test("runs in the folder with the variables in its environment, which are never displayed", () => {
    const line = bakeCommand({ files: plain, targets: [], allow: [], load: false }, "/tmp/m.json", options);
    assert.deepEqual({ cwd: line.cwd, env: line.env }, { cwd: "/w", env: { TOKEN: "secret" } });
    assert.doesNotMatch(displayCommand(line), /secret/);
  });
});

describe("values that may be secret", () => {
  const cases: readonly [readonly string[], readonly string[]][] = [
    [["--set", "web.args.TOKEN=abc"], ["--set", "web.args.TOKEN=***"]],
    [["--set=*.args.TOKEN=abc=d"], ["--set=*.args.TOKEN=***"]],
    [["--build-arg", "T=abc"], ["--build-arg", "T=***"]],
    [["--build-arg=T=abc"], ["--build-arg=T=***"]],
    [["--set=web.platform=linux/arm64"], ["--set=web.platform=linux/arm64"]],
  ];
  for (const [args, expected] of cases) test(args.join(" "), () => assert.deepEqual(maskArguments(args), expected));
});

describe("the command lines of a health check", () => {
  test("read as they should", () => {
    const lines = [inspectImageCommand("sha256:1", options), runContainerCommand("sha256:1", "n", options), containerLogsCommand("n", options), removeContainerCommand("n", options)];
    assert.deepEqual(lines.map(displayCommand), [
      "docker image inspect '--format={{json .}}' -- sha256:1",
      "docker run --detach --pull=never --name=n --label=dev.bakewell.test=1 sha256:1",
      "docker container logs --tail=40 n",
      "docker container rm --force --volumes n",
    ]);
  });
  test("an image's health check", () => {
    const facts = (json: string): unknown => inspectImageCommand("x", options).parse({ exitCode: 0, stdout: json, stderr: "", startError: undefined });
    assert.deepEqual(facts('{"Id":"a","Config":{"Healthcheck":{"Test":["CMD","x"]}}}'), { id: "a", hasHealthcheck: true });
    assert.deepEqual(facts('{"Id":"a","Config":{"Healthcheck":{"Test":["NONE"]}}}'), { id: "a", hasHealthcheck: false });
    assert.deepEqual(facts('{"Id":"a","Config":{"Healthcheck":null}}'), { id: "a", hasHealthcheck: false });
    assert.deepEqual(facts('{"Id":"a"}'), { id: "a", hasHealthcheck: false });
  });
});

describe("the health of a container", () => {
  // Printed by docker 28.5 for the containers of examples/offline, times left out.
  const cases: readonly [string, string][] = [
    ['{"Status":"running","ExitCode":0,"Health":{"Status":"starting","FailingStreak":0,"Log":[]}}', "starting"],
    ['{"Status":"running","ExitCode":0,"Health":{"Status":"healthy","FailingStreak":0,"Log":[{"ExitCode":0,"Output":""}]}}', "healthy"],
    ['{"Status":"running","ExitCode":0,"Health":{"Status":"unhealthy","FailingStreak":2,"Log":[{"ExitCode":1,"Output":"wget: server returned error: HTTP/1.1 404 Not Found\\n"}]}}', "unhealthy: The health check failed with exit code 1: wget: server returned error: HTTP/1.1 404 Not Found"],
    ['{"Status":"exited","ExitCode":3,"OOMKilled":false,"Error":"","Health":{"Status":"unhealthy","Log":[]}}', "exited: The container ended before it was healthy: exit code 3."],
    ['{"Status":"exited","ExitCode":137,"OOMKilled":true}', "exited: The container ended before it was healthy: it ran out of memory."],
    ['{"Status":"created","ExitCode":0}', "starting"],
  ];
  for (const [json, expected] of cases) {
    test(expected, () => {
      const health = judgeHealth(parseContainerState(json)!);
      assert.equal("reason" in health ? `${health.kind}: ${health.reason}` : health.kind, expected);
    });
  }
  test("no state", () => assert.equal(parseContainerState("[]"), undefined));
  test("in one line over all targets", () => {
    const result = (target: string, outcome: HealthResult["outcome"]): HealthResult => ({ target, outcome, reason: "", log: "", milliseconds: 0 });
    const results = [result("web", "healthy"), result("api", "healthy"), result("worker", "timeout"), result("flower", "no-healthcheck")];
    assert.equal(summarizeHealth(results), "2 healthy, 1 failed (worker), 1 without a HEALTHCHECK (flower)");
    assert.deepEqual(results.filter(isHealthFailure).map((failed) => failed.target), ["worker"]);
    assert.equal(summarizeHealth([]), "nothing to test");
  });
});

describe("a line that a build step wrote", () => {
  const cases: readonly [string, string, string][] = [
    ["keeps its colors", "\u001b[31mred\u001b[0m", "\u001b[31mred\u001b[0m"],
    ["cannot move the cursor or clear the screen", "a\u001b[2Jb\u001b[1;1Hc", "abc"],
    ["cannot retitle the window or write to the clipboard", "a\u001b]0;title\u0007b\u001b]52;c;eA==\u001b\\c", "abc"],
    ["shows the last state of a progress bar", "10%\r50%\r100%", "100%"],
    ["that ends with a carriage return", "done\r", "done"],
    ["without bells", "a\u0007b", "ab"],
  ];
  for (const [title, line, expected] of cases) test(title, () => assert.equal(cleanLogLine(line), expected));
});
