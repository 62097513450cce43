// Measures the command line beside the linters that are installed.
//
//   node bench/lint.mjs [--files=2000] [--rounds=5] [--node=PATH] [--no-peers]
//
// Cold start: one file of 170 lines, from spawning to the end, beside `node` that runs an empty file. Throughput: a generated
// tree of Dockerfiles in one call. All programs take turns within one run, because only ratios within one run mean anything.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, findPeers, option, tallyOffline, tallyWithoutShellCheck } from "./competitors.mjs";
import { dockerfileOf, randomNumbers } from "./dockerfiles.mjs";
import { budgetRow, machine, median, milliseconds, ratio, table } from "./figures.mjs";

const files = Number(option("files", "2000"));
const rounds = Number(option("rounds", "5"));
const node = option("node", process.execPath);
/** A program that takes longer for the tree is stopped and its time is given as "more than". */
const limit = 400_000;

const work = mkdtempSync(join(tmpdir(), "bakewell-bench-"));
try {
  main();
} finally {
  rmSync(work, { recursive: true, force: true });
}

function main() {
  const one = join(work, "one");
  mkdirSync(one);
  writeFileSync(join(one, "Dockerfile"), dockerfileOf(170));
  writeFileSync(join(one, "empty.js"), "");
  const tree = join(work, "tree");
  const paths = writeTree(tree);
  writeFileSync(join(work, "tally.toml"), tallyOffline);
  writeFileSync(join(work, "plain-tally.toml"), tallyWithoutShellCheck);
  const { linters, missing } = competitors();
  const cold = new Map([["node", []], ...linters.map(({ name }) => [name, []])]);
  for (let round = 0; round < rounds; round++) {
    cold.get("node").push(timeOf([node, join(one, "empty.js")], one));
    for (const { name, lint } of linters) cold.get(name).push(timeOf(lint(["Dockerfile"]), one));
  }
  const throughput = new Map(linters.map(({ name, lint, takesFolders }) => [name, timeOf(lint(takesFolders ? ["."] : paths), tree)]));
  print(linters, missing, cold, throughput);
}

/** Folders of fifty services with a Dockerfile each, of 30 to 200 lines. */
function writeTree(tree) {
  const pick = randomNumbers(5);
  return Array.from({ length: files }, (_, index) => {
    const folder = join(`area${Math.floor(index / 50)}`, `service${index}`);
    mkdirSync(join(tree, folder), { recursive: true });
    writeFileSync(join(tree, folder, "Dockerfile"), dockerfileOf(60 + pick(140), index));
    return join(folder, "Dockerfile");
  });
}

function competitors() {
  const lint = [node, bundle("cli.js"), "lint", "--format=json"];
  const own = [
    { name: "bakewell", lint: (paths) => [...lint, ...paths], takesFolders: true },
    { name: "bakewell without ShellCheck", lint: (paths) => [...lint, "--no-shellcheck", ...paths], takesFolders: true },
  ];
  if (process.argv.includes("--no-peers")) return { linters: own, missing: ["no peers were asked for"] };
  const { tally, hadolint, dockerfilelint } = findPeers();
  const peers = [
    ["tally", tally, (path, paths) => [path, "lint", "--format=json", "--config", join(work, "tally.toml"), ...paths], true],
    ["tally without ShellCheck", tally, (path, paths) => [path, "lint", "--format=json", "--config", join(work, "plain-tally.toml"), ...paths], true],
    ["hadolint", hadolint, (path, paths) => [path, "--format=json", ...paths], false],
    ["dockerfilelint", dockerfilelint, (path, paths) => [node, path, "--output=json", ...paths], false],
  ];
  const there = peers.filter(([, part]) => part.path !== undefined);
  const missing = peers.filter(([, part]) => part.missing !== undefined).map(([name, part]) => `${name}: ${part.missing}`);
  return { linters: [...own, ...there.map(([name, part, lint, takesFolders]) => ({ name, version: part.version, lint: (paths) => lint(part.path, paths), takesFolders }))], missing };
}

/** Milliseconds until the program ends; Infinity when it does not in time. Findings make most programs exit with 1. */
function timeOf([program, ...args], cwd) {
  const start = performance.now();
  const run = spawnSync(program, args, { cwd, stdio: ["ignore", "ignore", "ignore"], timeout: limit });
  const time = performance.now() - start;
  if (run.error && run.error.code !== "ETIMEDOUT") throw run.error;
  return run.signal ? Infinity : time;
}

function print(linters, missing, cold, throughput) {
  const bare = median(cold.get("node"));
  const time = (name) => throughput.get(name) ?? NaN;
  console.log(`## Command line (${machine()}${node === process.execPath ? "" : `, JavaScript with ${node}`})\n`);
  console.log(`Median of ${rounds} cold starts on 170 lines; ${files} Dockerfiles of 60 to 200 lines in one call.\n`);
  console.log(table([
    ["", "one file, cold", "÷ bare node", `${files} files`, "files a second"],
    ["bare node", milliseconds(bare), ratio(1), "", ""],
    ...linters.map(({ name, version }) => [
      version === undefined ? name : `${name} (${version})`,
      milliseconds(median(cold.get(name))),
      ratio(median(cold.get(name)) / bare),
      time(name) === Infinity ? `more than ${limit / 1000} s` : `${(time(name) / 1000).toFixed(2)} s`,
      time(name) === Infinity ? "–" : (files / (time(name) / 1000)).toFixed(0),
    ]),
  ]));
  for (const line of missing) console.log(`\nNot measured: ${line}`);
  console.log("\n### Budgets\n");
  console.log(table([
    ["", "measured", "budget", "met"],
    budgetRow("cold start without ShellCheck ÷ bare node", median(cold.get("bakewell without ShellCheck")) / bare, 1.8, ratio),
    budgetRow("the tree ÷ tally, both with ShellCheck", share(time("bakewell"), time("tally")), 0.05, ratio),
    budgetRow("the tree ÷ tally, both without ShellCheck", share(time("bakewell without ShellCheck"), time("tally without ShellCheck")), 0.35, ratio),
  ]));
}

/** A peer that was stopped took at least the limit, so the true ratio is smaller still. */
function share(own, peer) {
  return own / Math.min(peer, limit);
}
