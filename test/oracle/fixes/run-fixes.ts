// Tries the fixes of all examples and of many composed files: `node test/oracle/fixes/run-fixes.ts [--count 2000] [--seed 1] [--show 20] [--by Rule] [--examples 10]`.
// With `--docker N`, BuildKit and buildx read every tenth example and the first N composed files before and after; `--examples 1`
// has them read every example, `--examples 0` leaves the examples out.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { provideDocker } from "../../../scripts/real-parts/docker.ts";
import { isMissing } from "../../../scripts/real-parts/part.ts";
import { findBuildx } from "../bake/buildx.ts";
import { randomOf } from "../buildkit/generate-dockerfiles.ts";
import { checkFixes, type FixReport, type Problem } from "./check-fixes.ts";
import { bakeCase, composedCase, exampleCases, type FixCase, partsOf, restyled } from "./fix-cases.ts";
import { worseInBuildkit, worseInBuildx } from "./same-in-docker.ts";

const { values } = parseArgs({ options: { count: { type: "string", default: "2000" }, seed: { type: "string", default: "1" }, show: { type: "string", default: "20" }, by: { type: "string", default: "" }, docker: { type: "string", default: "" }, examples: { type: "string", default: "10" } } });
const random = randomOf(Number(values.seed));
const examples = exampleCases();
const parts = partsOf(examples);
const kinds = new Map<string, { times: number; first: Problem; name: string }>();
const rules = new Map<string, number>();
let tried = 0;
let findings = 0;

const docker = values.docker === "" ? undefined : await provideDocker();
if (docker !== undefined && isMissing(docker)) {
  console.error(`no docker: ${docker.missing}`);
  process.exit(2);
}
const environment = { ...process.env, ...docker?.env };
Object.assign(process.env, docker?.env);
const buildx = docker && findBuildx();
const folder = mkdtempSync(join(tmpdir(), "bakewell-fixes-"));
let read = 0;
/** What Docker reads at the moment, while the fixes of further files are tried. */
const reading = new Set<Promise<void>>();
const mostReading = 3;

const step = Number(values.examples);
for (const [number, each] of step === 0 ? [] : examples.entries()) {
  await check(each, docker !== undefined && number % step === 0);
  await check(restyled(random, each), false);
}
for (let number = 0; number < Number(values.count); number++) await check(composedCase(random, number, parts), docker !== undefined && number < Number(values.docker));
const bakeCount = Math.ceil(Number(values.count) / 4);
for (let number = 0; number < bakeCount; number++) await check(bakeCase((Number(values.seed) - 1) * bakeCount + number), docker !== undefined && number < Number(values.docker));
await Promise.all(reading);
rmSync(folder, { recursive: true, force: true });

console.log(`${step === 0 ? "No" : examples.length} examples and ${values.count} composed files: ${findings} findings, ${tried} fixes of ${rules.size} rules tried, ${[...kinds.values()].reduce((sum, { times }) => sum + times, 0)} problems; ${read} fixed files read by Docker`);
const sorted = [...kinds].filter(([kind]) => kind.includes(values.by)).sort((a, b) => b[1].times - a[1].times);
for (const [kind, { times }] of sorted) console.log(`${String(times).padStart(6)} ${kind}`);
for (const [kind, { first, name }] of sorted.slice(0, Number(values.show))) console.log(`--- ${kind}\n    in ${name}: ${first.what}\n${difference(first)}`);
await docker?.stop?.();
process.exitCode = kinds.size > 0 ? 1 : 0;

async function check(each: FixCase, inDocker: boolean): Promise<void> {
  const report = await checkFixes(each.files, each.path);
  tried += report.tried;
  findings += report.findings;
  for (const [name, times] of report.rules) rules.set(name, (rules.get(name) ?? 0) + times);
  note(each, report.problems);
  if (!inDocker) return;
  while (reading.size >= mostReading) await Promise.race(reading);
  const done = readInDocker(each, report).then((problems) => note(each, problems)).finally(() => reading.delete(done));
  reading.add(done);
}

function note(each: FixCase, problems: readonly Problem[]): void {
  for (const problem of problems) {
    const kind = `${problem.by.replace(/"[^"]*"|\d+/g, "…")}: ${problem.what.split(/(?<=leaves its finding|brings findings|comment|passes)/)[0]!.replace(/"[^"]*"|\d+/g, "…")}`;
    const known = kinds.get(kind);
    if (known) known.times++;
    else kinds.set(kind, { times: 1, first: problem, name: each.name });
    // A run with Docker takes an hour; what it finds can be looked at before its end.
    console.error(`${each.name}: ${problem.by}: ${problem.what}\n${difference(problem)}`);
  }
}

async function readInDocker({ files, path }: FixCase, { fixed, fixedUnsafe }: FixReport): Promise<Problem[]> {
  const before = files.get(path)!;
  const problems: Problem[] = [];
  for (const [by, after] of [["fix-all", fixed], ["all first fixes", fixedUnsafe]] as const) {
    if (after === before) continue;
    read++;
    const isDockerfile = /Dockerfile/.test(path);
    const what = isDockerfile ? await worseInBuildkit(before, after, mkdtempSync(join(folder, "read-")), environment) : buildx && worseInBuildx(buildx, files, path, after);
    if (what !== undefined) problems.push({ by, what: `Docker: ${what}`, before, after });
  }
  return problems;
}

/** The lines that differ, with `-` and `+`, and two lines around them. */
function difference({ before, after }: Problem): string {
  const old = before.split("\n");
  const now = after.split("\n");
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const lines = [
    ...old.slice(Math.max(0, start - 2), start).map((line) => `  ${line}`), ...old.slice(start, old.length - end).map((line) => `- ${line}`),
    ...now.slice(start, now.length - end).map((line) => `+ ${line}`), ...old.slice(old.length - end, old.length - end + 2).map((line) => `  ${line}`)];
  return lines.map((line) => `    ${line.replace(/\r$/, "␍")}`).join("\n");
}
