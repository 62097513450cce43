import assert from "node:assert/strict";
import { test } from "node:test";
import type { BakeRequest } from "./buildx.ts";
import { findBuildx } from "./buildx.ts";
import { compareRuns } from "./compare.ts";
import { brokenComposeRequest, composeRequest } from "./compose-generate.ts";
import { createRandom } from "./random.ts";

const buildx = findBuildx();
const skip = buildx === undefined ? "buildx is not installed (set BAKEWELL_BUILDX)" : false;
/** Cases of each generator; `run-comparison.ts` makes longer runs. */
const amount = Math.ceil(Number(process.env["BAKEWELL_ORACLE_CASES"] ?? "60") / 3);

function checkRequests(requestOf: (seed: number) => BakeRequest): void {
  const differences: string[] = [];
  for (let seed = 0; seed < amount; seed++) {
    const { difference } = compareRuns(buildx!, requestOf(seed));
    if (difference !== undefined) differences.push(`seed ${seed}: ${difference}`);
  }
  assert.deepEqual(differences, []);
}

test("generated Compose files evaluate as buildx does", { skip }, () => checkRequests((seed) => composeRequest(createRandom(seed))));
test("broken Compose files are refused where buildx refuses them", { skip }, () => checkRequests((seed) => brokenComposeRequest(createRandom(seed))));
