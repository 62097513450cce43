// Compares many generated bake files with buildx: `node test/oracle/bake/run-comparison.ts [--kind files] [--seed 0] [--count 500] [--show 20]`.
import { parseArgs } from "node:util";
import type { BakeRequest } from "./buildx.ts";
import { findBuildx } from "./buildx.ts";
import { compareRuns } from "./compare.ts";
import { brokenComposeRequest, composeRequest } from "./compose-generate.ts";
import { bakeRequest, brokenRequest, soundRequest } from "./generate-files.ts";
import { expressionRequest } from "./generate-expressions.ts";
import { jsonRequest } from "./generate-json.ts";
import { createRandom } from "./random.ts";

const generators: Readonly<Record<string, (seed: number) => BakeRequest>> = {
  files: (seed) => bakeRequest(createRandom(seed)),
  json: (seed) => jsonRequest(createRandom(seed)),
  sound: (seed) => soundRequest(seed, seed % 2 === 0 ? bakeRequest : jsonRequest),
  broken: (seed) => brokenRequest(createRandom(seed)),
  compose: (seed) => composeRequest(createRandom(seed)),
  "broken-compose": (seed) => brokenComposeRequest(createRandom(seed)),
  expressions: (seed) => expressionRequest(createRandom(seed)),
};

const { values } = parseArgs({ options: { kind: { type: "string", default: "files" }, seed: { type: "string", default: "0" }, count: { type: "string", default: "500" }, show: { type: "string", default: "20" } } });
const requestOf = generators[values.kind];
const buildx = findBuildx();
if (requestOf === undefined || buildx === undefined) {
  console.error(requestOf === undefined ? `--kind is one of ${Object.keys(generators).join(", ")}` : "buildx is not installed (set BAKEWELL_BUILDX)");
  process.exit(2);
}
const totals = { equal: 0, output: 0, status: 0, line: 0 };
let failures = 0;
const first = Number(values.seed);
for (let seed = first; seed < first + Number(values.count); seed++) {
  const { request, theirs, kind, difference } = compareRuns(buildx, requestOf(seed));
  totals[kind]++;
  if (theirs.status !== 0) failures++;
  if (difference !== undefined && totals.output + totals.status + totals.line <= Number(values.show)) show(seed, request, kind, difference);
}
console.log(`${values.kind} ${first}–${first + Number(values.count) - 1}: ${JSON.stringify(totals)}, of which buildx refused ${failures}`);
process.exitCode = totals.output + totals.status > 0 ? 1 : 0;

function show(seed: number, request: BakeRequest, kind: string, difference: string): void {
  const files = values.kind === "expressions" ? [] : [...request.files, ...request.besides ?? []].map(({ name, text }) => `//- ${name}\n${text.split("\n").map((line, index) => `${String(index + 1).padStart(4)} | ${line}`).join("\n")}`);
  console.log([`--- seed ${seed}: ${kind}`, `args ${JSON.stringify(request.args)} environment ${JSON.stringify(request.environment)}`, ...files, difference].join("\n"));
}
