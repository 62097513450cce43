// Measures the evaluation of bake files, beside `docker buildx bake --print` where buildx is found.
//
//   node_modules/.bin/node bench/bake.mjs [--rounds=40] [--runs=15] [--no-buildx]
//
// Evaluation: a file of 30 targets, parsed and resolved in this process, warm. Process: `bakewell bake --print` and buildx in turn on
// the same file, as pairs, because only ratios of pairs mean anything on a machine that others use. Edit: a workspace of 300 targets
// and 40 files, one letter typed at the end, in the middle and at the beginning of the bake file, and at the end of a Dockerfile: the models again,
// then the findings of the edited file.
// What runs in this process is measured in time of the processor. It imports the sources, so it needs a Node.js that takes types.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluateBake } from "../server/src/eval/evaluate-bake.ts";
import { printBake } from "../server/src/eval/print-bake.ts";
import { Linter } from "../server/src/lint/linter.ts";
import { readBakeFile } from "../server/src/model/bake/bake-file.ts";
import { allRules } from "../server/src/rules/all-rules.ts";
import { parseHcl } from "../server/src/syntax/hcl/parse.ts";
import { findBuildx } from "../test/oracle/bake/buildx.ts";
import { memoryEnvironment, memoryFolder, memoryHost } from "../test/harness/memory-host.ts";
import { bakeLanguage } from "../server/src/workspace/bake-language.ts";
import { Workspace } from "../server/src/workspace/workspace.ts";
import { bakeFileOf, workspaceFiles } from "./bake-files.mjs";
import { bundle, option } from "./competitors.mjs";
import { budgetRow, machine, median, milliseconds, quantile, ratio, table } from "./figures.mjs";

const rounds = Number(option("rounds", "40"));
const runs = Number(option("runs", "15"));
const rows = [["", "measured", "budget", "met"]];

measureEvaluation();
measureProcesses();
await measureEdits();
console.log(`${machine()}\n\n${table(rows)}`);

function measureEvaluation() {
  const text = bakeFileOf(30);
  const times = timesOf(rounds, () => {
    const evaluation = evaluateBake({ files: [readBakeFile("docker-bake.hcl", parseHcl(text))], environment: memoryEnvironment() });
    if (evaluation.faults.length > 0) throw new Error(evaluation.faults[0].detail);
    printBake(evaluation.resolve());
  });
  rows.push(budgetRow("30 targets parsed, evaluated and printed, warm: median", median(times), 2, milliseconds));
}

function measureProcesses() {
  const buildx = process.argv.includes("--no-buildx") ? undefined : dockerBuildx();
  const folder = mkdtempSync(join(tmpdir(), "bakewell-bench-"));
  try {
    writeFileSync(join(folder, "docker-bake.hcl"), bakeFileOf(30));
    const ours = () => timeOf(process.execPath, [bundle("cli.js"), "bake", "--print"], folder);
    const theirs = () => (buildx ? timeOf(buildx.command, [...buildx.prefix, "bake", "--print"], folder) : NaN);
    ours();
    theirs();
    const pairs = Array.from({ length: runs }, () => [ours(), theirs()]);
    rows.push(budgetRow("`bakewell bake --print` ÷ `docker buildx bake --print`: median of pairs", median(pairs.map(([own, other]) => own / other)), 1, ratio));
    rows.push(["the same in time, ours first", `${milliseconds(median(pairs.map(([own]) => own)))} : ${milliseconds(median(pairs.map(([, other]) => other)))}`, "", ""]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What people type; the plugin alone where there is no docker. */
function dockerBuildx() {
  const hasDocker = spawnSync("docker", ["buildx", "version"]).status === 0;
  return hasDocker ? { command: "docker", prefix: ["buildx"] } : findBuildx();
}

function timeOf(command, args, cwd) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return performance.now() - start;
}

async function measureEdits() {
  const files = workspaceFiles(300, 39);
  const workspace = new Workspace(memoryHost(files), [memoryFolder], { bakeFiles: [], environment: memoryEnvironment() });
  const linter = new Linter(workspace, allRules, { configuration: {} }, (_rule, error) => {
    throw error;
  });
  await bakeLanguage.load();
  await workspace.discover();
  const settle = async () => {
    do await workspace.settle();
    while (await workspace.store.settle());
  };
  await settle();
  const places = [["docker-bake.hcl", "end"], ["docker-bake.hcl", "middle"], ["docker-bake.hcl", "beginning"], ["service-7/Dockerfile", "end"]];
  let version = 0;
  for (const [path, place] of places) {
    const uri = `${memoryFolder}/${path}`;
    const text = files.get(path);
    // Between two blocks or instructions.
    const at = { beginning: 0, middle: text.indexOf("\ntarget", text.length / 2) + 1, end: text.length }[place];
    workspace.store.openDocument(uri, ++version, text, undefined);
    linter.lint(workspace.store.get(uri));
    await settle();
    const models = [];
    const findings = [];
    for (let round = 0; round < rounds; round++) {
      const start = processorTime();
      // Each letter makes a new text of what no rule speaks of.
      const snapshot = workspace.store.changeDocument(uri, ++version, `${text.slice(0, at)}# ${"x".repeat(round + 1)}\n${text.slice(at)}`);
      workspace.setModels();
      const middle = processorTime();
      linter.lint(snapshot);
      if (round >= rounds / 4) models.push(middle - start);
      if (round >= rounds / 4) findings.push(processorTime() - middle);
    }
    const name = `300 targets, 40 files, a letter, ${place} of ${path}`;
    rows.push(budgetRow(`${name}: models, median`, median(models), 10, milliseconds));
    rows.push([`${name}: findings after that, median and 95th percentile`, `${milliseconds(median(findings))}, ${milliseconds(quantile(findings, 0.95))}`, "", ""]);
  }
}

function timesOf(count, work) {
  for (let round = 0; round < count; round++) work();
  return Array.from({ length: count }, () => {
    const start = processorTime();
    work();
    return processorTime() - start;
  });
}

/** What the main thread has used of the processor, in milliseconds: it does not grow while others are at work. */
function processorTime() {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
