import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stripColors } from "../../client/src/core/ansi.ts";
import { emptyBuildLog, logStatus } from "../../client/src/core/build-log.ts";
import { applyStatus, countSteps, currentStep, emptyBuildState, failedSteps, lastLines, stepMilliseconds, stepStatus, stepTargets } from "../../client/src/core/build-state.ts";
import { describeProgress } from "../../client/src/core/build-result.ts";
import type { SolveStatus } from "../../client/src/core/solve-status.ts";
import { parseStatusLine } from "../../client/src/core/solve-status.ts";
import { parseStepName } from "../../client/src/core/step-name.ts";
import { replay } from "./streams.ts";

/** The lines of the terminal that start with these marks, without times and digests. */
function terminalLines(name: string, hasTargets: boolean, marks: RegExp): string[] {
  const lines = stripColors(replay(name, hasTargets).terminal).trimEnd().split("\n");
  return lines.filter((line) => marks.test(line)).map((line) => line.replace(/ \d+\.\ds$/, "").replace(/sha256:\w+/, "sha256:…"));
}

describe("a recorded build", () => {
  test("of two targets that share steps: each digest is told once, whatever names it has", () => {
    assert.deepEqual(terminalLines("two-targets.jsonl", true, /^[✓●] .*\d\/\d/).sort(), [
      '● worker base 1/4 COPY --link bin/busybox /bin/busybox CACHED',
      '● worker base 2/4 COPY --link etc/ /etc/ CACHED',
      '● worker base 3/4 RUN ["/bin/busybox", "--install", "-s", "/bin"] CACHED',
      '● worker base 4/4 RUN ["/bin/mkdir", "-m", "1777", "/tmp"] CACHED',
      '● worker builder 1/4 WORKDIR /src CACHED',
      '● worker builder 2/4 COPY --link scripts/build-site /usr/local/bin/build-site CACHED',
      '● worker builder 3/4 COPY --link site/ /src/site/ CACHED',
      '● worker builder 4/4 RUN /usr/local/bin/build-site /src/site /out/www "1.0.0" CACHED',
      '✓ base 2/4 COPY --link etc/ /etc/',
      '✓ base 3/4 RUN ["/bin/busybox", "--install", "-s", "/bin"]',
      '✓ base 4/4 RUN ["/bin/mkdir", "-m", "1777", "/tmp"]',
      '✓ builder 1/4 WORKDIR /src',
      '✓ builder 2/4 COPY --link scripts/build-site /usr/local/bin/build-site',
      '✓ builder 3/4 COPY --link site/ /src/site/',
      '✓ builder 4/4 RUN /usr/local/bin/build-site /src/site /out/www "1.0.0"',
      '✓ web 1/3 COPY --link scripts/serve /usr/local/bin/serve',
      '✓ web 2/3 COPY --link --from=builder /out/www/ /srv/www/',
      '✓ web 3/3 WORKDIR /srv/www',
      '✓ web base 1/4 COPY --link bin/busybox /bin/busybox',
      '✓ worker 1/3 COPY --link scripts/work scripts/check-heartbeat /usr/local/bin/',
      '✓ worker 2/3 COPY --link --from=builder /out/www/version.txt /srv/version.txt',
      '✓ worker 3/3 WORKDIR /srv',
    ]);
  });

  test("tells the output of steps and the names of images", () => {
    assert.deepEqual(terminalLines("two-targets.jsonl", true, /│/).sort(), [
      "  builder 4/4 │ built index.html",
      "  web │ naming to docker.io/bakewell-offline/web:1.0.0",
      "  web │ writing image sha256:…",
      "  worker │ naming to docker.io/bakewell-offline/worker:1.0.0",
      "  worker │ writing image sha256:…",
    ]);
  });

  test("ends with every step completed, although loading was opened again", () => {
    const { state } = replay("two-targets.jsonl", true);
    assert.deepEqual(countSteps(state), { total: 31, completed: 31, cached: 8 });
    assert.equal(currentStep(state), undefined);
  });

  test("that fails beside a target that works", () => {
    const { state } = replay("failing-beside-web.jsonl", true);
    const [failed, ...others] = failedSteps(state);
    assert.deepEqual(others, []);
    assert.deepEqual(stepTargets(failed!), ["failing"]);
    assert.deepEqual(lastLines(state, failed!, 1), ["part 2 of 3 is missing"]);
    assert.deepEqual(terminalLines("failing-beside-web.jsonl", true, /^✗/), [
      '✗ failing 1/1 RUN echo "looking for the parts" && echo "part 2 of 3 is missing" >&2 && exit 3 exit code: 3',
    ]);
  });

  test("that is canceled has no failed step", () => {
    const { state } = replay("canceled.jsonl", false);
    assert.deepEqual(failedSteps(state), []);
    assert.deepEqual(terminalLines("canceled.jsonl", false, /^■/), ['■ slow 1/1 RUN for second in $(seq 60); do echo "second $second of 60"; sleep 1; done CANCELED']);
  });

  test("shows its progress while it runs", () => {
    const { statuses } = replay("canceled.jsonl", false);
    const shown = new Set<string>();
    let state = emptyBuildState(false);
    for (const status of statuses) {
      state = applyStatus(state, status);
      shown.add(describeProgress(state, currentStep(state)?.text));
    }
    assert.deepEqual([...shown], [
      "0/1 steps · load local bake definitions",
      "1/1 steps",
      "1/2 steps",
      "2/2 steps",
      "1/2 steps · load build definition from Dockerfile",
      "2/3 steps",
      "3/3 steps",
      "2/3 steps · load .dockerignore",
      "3/9 steps",
      "3/9 steps · load build context",
      "4/9 steps",
      '8/9 steps · RUN for second in $(seq 60); do echo "second $second of 60"; sleep 1;…',
      "9/9 steps",
    ]);
  });

  test("carries BuildKit's warnings once for all targets", () => {
    const { state } = replay("warned.jsonl", true);
    assert.deepEqual(
      state.warnings.map((warning) => `${warning.file}:${warning.firstLine} ${warning.rule}: ${warning.text}`),
      [
        "Dockerfile:4 FromAsCasing: 'as' and 'FROM' keywords' casing do not match",
        'Dockerfile:5 LegacyKeyValueFormat: "ENV key=value" should be used instead of legacy "ENV key value" format',
        'Dockerfile:6 WorkdirRelativePath: Relative workdir "site" can have unexpected results if the base image changes',
        "Dockerfile:7 JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals",
      ],
    );
    assert.equal(state.warnings[0]!.url, "https://docs.docker.com/go/dockerfile/rule/from-as-casing/");
    assert.match(state.warnings[0]!.source!, /^FROM scratch AS tools\n/);
    assert.deepEqual(stepTargets(state.steps.get(state.warnings[0]!.vertex)!).sort(), ["tools", "web"]);
  });
});

describe("the order of updates", () => {
  const digest = "sha256:1";
  const vertex = (fields: object): SolveStatus => ({ vertexes: [{ digest, name: "[web 1/1] RUN x", ...fields }] });
  const statusAfter = (...updates: SolveStatus[]): string => {
    const state = updates.reduce(applyStatus, emptyBuildState(true));
    const step = state.steps.get(digest)!;
    return `${stepStatus(step)} ${stepMilliseconds(step)} ms`;
  };
  const started = "2026-11-22T04:00:00.000Z";
  const completed = "2026-11-22T04:00:02.000Z";

  test("announced, started, completed", () => {
    assert.equal(statusAfter(vertex({})), "pending 0 ms");
    assert.equal(statusAfter(vertex({}), vertex({ started })), "running 0 ms");
    assert.equal(statusAfter(vertex({ started }), vertex({ started, completed })), "done 2000 ms");
    assert.equal(statusAfter(vertex({ started, completed: started, cached: true })), "cached 0 ms");
  });

  test("a new start opens a completed step again, and both times count", () => {
    const again = { started: "2026-11-22T04:00:05.000Z" };
    assert.equal(statusAfter(vertex({ started, completed }), vertex(again)), "running 2000 ms");
    assert.equal(statusAfter(vertex({ started, completed }), vertex(again), vertex({ ...again, completed: "2026-11-22T04:00:06.000Z" })), "done 3000 ms");
  });

  test("the same start sent late does not", () => {
    assert.equal(statusAfter(vertex({ started, completed }), vertex({ started })), "done 2000 ms");
  });

  test("another target's name for the step keeps it running until both are done", () => {
    const other = (fields: object): SolveStatus => ({ vertexes: [{ digest, name: "[api 1/1] RUN x", ...fields }] });
    const skewed = "2026-11-22T04:00:00.100Z";
    assert.equal(statusAfter(vertex({ started }), other({ started: skewed }), vertex({ started, completed })), "running 2000 ms");
    assert.equal(statusAfter(vertex({ started }), other({ started: skewed }), vertex({ started, completed }), other({ started: skewed, completed })), "done 2000 ms");
    assert.equal(statusAfter(other({}), vertex({ started }), vertex({ started, completed })), "done 2000 ms");
  });

  test("a character that is cut in two is put together", () => {
    const bytes = Buffer.from("Zürich\nno end");
    const pieces = [bytes.subarray(0, 2), bytes.subarray(2)];
    let state = applyStatus(emptyBuildState(true), vertex({ started }));
    let log = emptyBuildLog;
    let text = "";
    for (const status of [...pieces.map((piece): SolveStatus => ({ logs: [{ vertex: digest, stream: 1, data: piece.toString("base64") }] })), vertex({ started, completed })]) {
      state = applyStatus(state, status);
      const progress = logStatus(log, state, status);
      log = progress.log;
      text += stripColors(progress.text);
    }
    assert.equal(text, "  web 1/1 │ Zürich\n  web 1/1 │ no end\n✓ web 1/1 RUN x 2.0s\n");
  });
});

describe("lines that are no progress", () => {
  for (const line of ["ERROR: failed to solve", "", "{not json", "  12 | >>> RUN x"]) {
    test(JSON.stringify(line), () => assert.equal(parseStatusLine(line), undefined));
  }
});

describe("the name of a step", () => {
  const cases: readonly [string, boolean, string][] = [
    ["[web builder 2/5] RUN npm ci", true, "target=web stage=builder 2/5 RUN npm ci"],
    ["[builder 2/5] RUN npm ci", false, "stage=builder 2/5 RUN npm ci"],
    ["[web 2/5] RUN npm ci", true, "target=web 2/5 RUN npm ci"],
    ["[web 2/5] RUN npm ci", false, "stage=web 2/5 RUN npm ci"],
    ["[2/5] RUN npm ci", false, "2/5 RUN npm ci"],
    ["[linux/amd64 builder 2/5] RUN x", false, "platform=linux/amd64 stage=builder 2/5 RUN x"],
    ["[web linux/amd64->linux/arm64 builder 2/5] RUN x", true, "target=web platform=linux/amd64->linux/arm64 stage=builder 2/5 RUN x"],
    ["[internal] load local bake definitions", true, "internal load local bake definitions"],
    ["[web internal] load build context", true, "target=web internal load build context"],
    ["[web] exporting to image", true, "target=web internal exporting to image"],
    ["exporting to image", false, "internal exporting to image"],
    ["[stage-1 1/1] COPY <<F /x", false, "stage=stage-1 1/1 COPY <<F /x"],
  ];
  for (const [name, hasTargets, expected] of cases) {
    test(`${name}${hasTargets ? " among several targets" : ""}`, () => {
      const step = parseStepName(name, hasTargets);
      const parts = [
        step.target && `target=${step.target}`,
        step.platform && `platform=${step.platform}`,
        step.stage && `stage=${step.stage}`,
        step.index && `${step.index}/${step.total}`,
        step.isInternal && "internal",
        step.text,
      ];
      assert.equal(parts.filter((part) => part).join(" "), expected);
    });
  }
});
