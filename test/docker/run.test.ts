import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { checkHealth } from "../../client/src/bake/health-check.ts";
import type { HealthCheckHost } from "../../client/src/bake/health-check.ts";
import { startBakeCommand, startBuild } from "../../client/src/bake/build-process.ts";
import { startProcess } from "../../client/src/bake/process-runner.ts";
import { checkCommand } from "../../client/src/core/bake-command.ts";
import { emptyBuildLog, logStatus } from "../../client/src/core/build-log.ts";
import { stripColors } from "../../client/src/core/ansi.ts";
import { describeFailure } from "../../client/src/core/build-result.ts";
import type { BuildResult } from "../../client/src/core/build-result.ts";
import { failedSteps, lastLines } from "../../client/src/core/build-state.ts";
import { parseCheckReport } from "../../client/src/core/check-report.ts";
import { locateExcerpt, rangeOfPlace } from "../../client/src/core/source-lines.ts";
import { provideDocker } from "../../scripts/real-parts/docker.ts";
import { requirePart } from "../harness/real-parts.ts";

const example = join(import.meta.dirname, "../../examples/offline");
let workspace = "";

before(async () => {
  const prepared = spawnSync(process.execPath, [join(example, "prepare.mjs")], { encoding: "utf8" });
  assert.equal(prepared.status, 0, prepared.stderr);
  workspace = await mkdtemp(join(tmpdir(), "bakewell-run-"));
  await cp(example, workspace, { recursive: true });
});
after(async () => {
  await rm(workspace, { recursive: true, force: true });
  const names = ["web:1.0.0", "worker:1.0.0", "test:1.0.0", "unhealthy:1.0.0", "host-network:1.0.0"].map((name) => `${variables.IMAGE_PREFIX}/${name}`);
  spawnSync("docker", ["image", "rm", ...names]);
});

async function useDocker(t: TestContext): Promise<boolean> {
  const docker = await requirePart(t, "docker", provideDocker);
  if (docker) Object.assign(process.env, docker.env);
  return docker !== undefined;
}

const variables = { IMAGE_PREFIX: "bakewell-run-test" };
const options = { docker: "docker", variables };

interface Observed {
  readonly result: BuildResult;
  /** What the terminal would show, without colors. */
  readonly terminal: string;
}

interface Watch {
  readonly docker?: string;
  readonly folder?: string;
  readonly env?: Record<string, string>;
  readonly load?: boolean;
  /** Cancel as soon as the terminal shows this. */
  readonly cancelAt?: string;
}

async function build(targets: readonly string[], { docker = "docker", folder = workspace, env = {}, load = false, cancelAt }: Watch = {}): Promise<Observed> {
  let log = emptyBuildLog;
  let terminal = "";
  const files = { folder, files: ["docker-bake.hcl"], isDefaultLookup: true };
  const running = startBuild({ files, targets, allow: [], load }, targets.length > 1, { docker, variables: { ...variables, ...env } }, {
    onStatus(status, state) {
      const progress = logStatus(log, state, status);
      log = progress.log;
      terminal += stripColors(progress.text);
      if (cancelAt !== undefined && terminal.includes(cancelAt)) running.stop();
    },
  });
  return { result: await running.result, terminal };
}

function lines(path: string, first: number, last: number): string {
  return readFileSync(join(workspace, path), "utf8").split("\n").slice(first, last + 1).join("\n");
}

describe("a real docker buildx bake", () => {
  test("builds two targets and knows their images", async (t) => {
    if (!(await useDocker(t))) return;
    const { result, terminal } = await build(["web", "worker"]);
    assert.equal(result.outcome, "succeeded", result.errorText);
    assert.deepEqual([...result.metadata.keys()].sort(), ["web", "worker"]);
    assert.match(result.metadata.get("web")!.images[0]!, /^sha256:[0-9a-f]{64}$/);
    assert.equal(result.metadata.get("web")!.images.at(-1), "docker.io/bakewell-run-test/web:1.0.0");
    assert.match(terminal, /web │ naming to docker\.io\/bakewell-run-test\/web:1\.0\.0/);
  });

  test("finds the lines of a failing step beside one that works", async (t) => {
    if (!(await useDocker(t))) return;
    const { result, terminal } = await build(["web", "failing"]);
    assert.equal(result.outcome, "failed");
    assert.equal(result.failure?.target, "failing");
    assert.equal(describeFailure(result), 'RUN echo "looking for the parts" && echo "part 2 of 3 is missing" >&2 && exit 3 ended with exit code 3.');
    // The two streams of a step race each other on their way here.
    assert.deepEqual(lastLines(result.state, failedSteps(result.state)[0]!, 5).sort(), ["looking for the parts", "part 2 of 3 is missing"]);
    const place = locateExcerpt(result.failure!.excerpt!, readFileSync(join(workspace, "Dockerfile"), "utf8"))!;
    assert.equal(lines("Dockerfile", place.first, place.last), 'RUN echo "looking for the parts" && \\\n    echo "part 2 of 3 is missing" >&2 && \\\n    exit 3');
    assert.match(terminal, /failing 1\/1 │ part 2 of 3 is missing\n/);
  });

  test("cancels a step that runs, and leaves no process behind", async (t) => {
    if (!(await useDocker(t))) return;
    const begin = performance.now();
    const { result } = await build(["slow"], { cancelAt: "second 2 of 60" });
    assert.equal(result.outcome, "canceled");
    assert.ok(performance.now() - begin < 20_000, "the build went on after it was canceled");
    const left = spawnSync("pgrep", ["--full", "bake.*metadata-file=.*-- slow"], { encoding: "utf8" }).stdout;
    assert.equal(left, "");
  });

  test("passes what the user granted", async (t) => {
    if (!(await useDocker(t))) return;
    const files = { folder: workspace, files: ["docker-bake.hcl"], isDefaultLookup: true };
    const running = startBuild({ files, targets: ["host-network"], allow: ["network.host"], load: false }, false, options, { onStatus: () => undefined });
    const result = await running.result;
    assert.equal(result.outcome, "succeeded", result.errorText);
  });

  test("reads BuildKit's check", async (t) => {
    if (!(await useDocker(t))) return;
    const files = { folder: workspace, files: ["docker-bake.hcl"], isDefaultLookup: true };
    const result = await startBakeCommand(checkCommand(files, ["web", "worker"], options), true, { onStatus: () => undefined }).result;
    assert.deepEqual(parseCheckReport(result.stdout), []);
  });

  test("says where a bake file is wrong", async (t) => {
    if (!(await useDocker(t))) return;
    const files = { folder: join(import.meta.dirname, "broken"), files: ["unknown-variable.hcl"], isDefaultLookup: false };
    const result = await startBuild({ files, targets: ["web"], allow: [], load: false }, false, options, { onStatus: () => undefined }).result;
    assert.equal(result.outcome, "failed");
    const place = result.failure!.place!;
    assert.equal(place.file, "unknown-variable.hcl");
    const text = readFileSync(join(import.meta.dirname, "broken", place.file), "utf8");
    const { start, end } = rangeOfPlace(place, text);
    assert.equal(text.split("\n")[start.line]!.slice(start.character, end.character), "VERSION");
    assert.match(result.failure!.message, /^Unknown variable; There is no variable named "VERSION"/);
  });
});

describe("a missing part", () => {
  test("no docker", async () => {
    const { result } = await build(["web"], { docker: "/nonexistent/docker" });
    assert.deepEqual(result.problem, { kind: "docker-missing", command: "/nonexistent/docker" });
    assert.equal(describeFailure(result), "“/nonexistent/docker” was not found. Install Docker with Buildx, or say where it is in the setting bakewell.docker.path.");
  });

  test("a docker that cannot be executed", async () => {
    const { result } = await build(["web"], { docker: join(workspace, "Dockerfile") });
    assert.deepEqual(result.problem, { kind: "docker-not-executable", command: join(workspace, "Dockerfile") });
  });

  test("no folder, which is not taken for a missing docker", async () => {
    const { result } = await build(["web"], { folder: "/nonexistent" });
    assert.deepEqual(result.problem, { kind: "folder-missing", message: "The folder /nonexistent does not exist." });
  });

  test("no daemon", async (t) => {
    if (!(await useDocker(t))) return;
    const { result } = await build(["web"], { env: { DOCKER_HOST: "unix:///nonexistent.sock" } });
    assert.deepEqual(result.problem, { kind: "daemon-unreachable", endpoint: "unix:///nonexistent.sock" });
  });

  test("no buildx", async (t) => {
    if (!(await useDocker(t))) return;
    if (spawnSync("sh", ["-c", "ls /usr/*/docker/cli-plugins/docker-buildx /usr/local/*/docker/cli-plugins/docker-buildx"]).stdout.length > 0) {
      t.skip("this machine has Buildx for everyone, so it cannot be hidden");
      return;
    }
    const { result } = await build(["web"], { env: { DOCKER_CONFIG: "/nonexistent" } });
    assert.deepEqual(result.problem, { kind: "buildx-missing" });
  });

  test("no bake file", async (t) => {
    if (!(await useDocker(t))) return;
    const { result } = await build([], { folder: join(workspace, "site") });
    assert.deepEqual(result.problem, { kind: "no-bake-file" });
  });
});

describe("the health check of a built image", () => {
  const events: string[] = [];
  const host: HealthCheckHost = {
    run: (line) => startProcess(line).result,
    now: () => performance.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    isCanceled: () => false,
    onContainer: (name, exists) => void events.push(`${name} ${exists ? "made" : "gone"}`),
    onProgress: () => undefined,
  };

  async function checkTarget(target: string, seconds: number): Promise<{ outcome: string; reason: string; log: string }> {
    const { result } = await build([target], { load: true });
    assert.equal(result.outcome, "succeeded", result.errorText);
    const subject = { target, images: result.metadata.get(target)!.images, containerName: `bakewell-run-test-${target}` };
    const health = await checkHealth(subject, seconds * 1000, options, host);
    const left = spawnSync("docker", ["container", "ls", "--all", "--quiet", "--filter", `name=${subject.containerName}`], { encoding: "utf8" }).stdout;
    assert.equal(left, "", "the container was not removed");
    return health;
  }

  test("a healthy one", async (t) => {
    if (!(await useDocker(t))) return;
    const health = await checkTarget("web", 60);
    assert.equal(health.outcome, "healthy", health.reason);
    assert.deepEqual(events.splice(0), ["bakewell-run-test-web made", "bakewell-run-test-web gone"]);
  });

  test("an unhealthy one, with what the probe and the container said", async (t) => {
    if (!(await useDocker(t))) return;
    const health = await checkTarget("unhealthy", 60);
    assert.equal(health.outcome, "unhealthy");
    assert.match(health.reason, /^The health check failed with exit code 1: wget: server returned error: HTTP\/1\.1 404 Not Found$/);
    assert.match(health.log, /^serving \/srv\/www on port 8080/);
  });

  test("one that takes too long", async (t) => {
    if (!(await useDocker(t))) return;
    const health = await checkTarget("unhealthy", 0.1);
    assert.deepEqual({ outcome: health.outcome, reason: health.reason }, { outcome: "timeout", reason: "Not healthy after 0 seconds." });
  });

  test("one that has no health check", async (t) => {
    if (!(await useDocker(t))) return;
    const health = await checkTarget("test", 5);
    assert.equal(health.outcome, "no-healthcheck");
  });
});
