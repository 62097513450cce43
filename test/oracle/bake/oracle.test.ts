import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bakeFunctions } from "../../../server/src/data/bake-functions.ts";
import { readCases } from "../../eval/case-file.ts";
import type { BakeRequest } from "./buildx.ts";
import { findBuildx } from "./buildx.ts";
import { compareRuns } from "./compare.ts";
import { specialRequests } from "./function-arguments.ts";
import { call, expressionRequest, isComparable } from "./generate-expressions.ts";
import { bakeRequest, brokenRequest, soundRequest } from "./generate-files.ts";
import { jsonRequest } from "./generate-json.ts";
import { createRandom } from "./random.ts";

const buildx = findBuildx();
const skip = buildx === undefined ? "buildx is not installed (set BAKEWELL_BUILDX)" : false;
/** Cases of each generator; the full comparison of 10,000 takes ten minutes, and run-comparison.ts shows its differences. */
const amount = Number(process.env["BAKEWELL_ORACLE_CASES"] ?? "60");

/** Compares `count` requests; up to `allowed` of them may differ, in the place of an error only. */
function checkRequests(count: number, allowed: number, requestOf: (seed: number) => BakeRequest): void {
  const differences: string[] = [];
  let misplaced = 0;
  for (let seed = 0; seed < count; seed++) {
    const { kind, difference } = compareRuns(buildx!, requestOf(seed));
    if (kind === "line") misplaced++;
    if (difference !== undefined && kind !== "line") differences.push(`seed ${seed}: ${difference}`);
    if (misplaced > allowed) differences.push(`seed ${seed} is one too many with another line: ${difference}`);
  }
  assert.deepEqual(differences, []);
}

test("generated files evaluate as buildx does", { skip }, () => checkRequests(amount, amount * 0.03, (seed) => bakeRequest(createRandom(seed))));
test("generated JSON files evaluate as buildx does", { skip }, () => checkRequests(amount, amount * 0.03, (seed) => jsonRequest(createRandom(seed))));
test("sound files evaluate as buildx does", { skip }, () => checkRequests(amount, 0, (seed) => soundRequest(seed, seed % 2 === 0 ? bakeRequest : jsonRequest)));
test("broken files are refused at buildx's line", { skip }, () => checkRequests(amount, Math.ceil(amount * 0.03), (seed) => brokenRequest(createRandom(seed))));

test("generated expressions have buildx's values", { skip }, () => checkRequests(Math.ceil(amount / 3), 0, (seed) => expressionRequest(createRandom(seed))));

test("every function gives buildx's results for 40 argument lists", { skip }, () => {
  const names = [...bakeFunctions.keys()].filter(isComparable);
  checkRequests(names.length, 0, (seed) => expressionRequest(createRandom(seed + 5000), (random) => call(random, 2, names[seed]!)));
});

test("functions of types, faults, keys and chance give buildx's results", { skip }, () => {
  const requests = specialRequests();
  checkRequests(requests.length, 0, (index) => requests[index]!);
});

const cases = join(import.meta.dirname, "../../eval/cases");
for (const name of readdirSync(cases).filter((file) => file.endsWith(".txt") && !file.startsWith("recent-"))) {
  test(`buildx agrees with the cases of ${name}`, { skip }, () => {
    const differences = readCases(join(cases, name)).flatMap((each) => {
      const { difference } = compareRuns(buildx!, each.request);
      return difference === undefined ? [] : [`${each.name}: ${difference}`];
    });
    assert.deepEqual(differences, []);
  });
}
