import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runOurs } from "../oracle/bake/ours.ts";
import { readCases, rewriteCases } from "./case-file.ts";
import type { BakeCase } from "./case-file.ts";

const folder = join(import.meta.dirname, "cases");

function outcome({ request }: BakeCase): string {
  const run = runOurs(request);
  if (run.status === 0) return run.stdout;
  const place = run.places[0];
  return place === undefined ? `error ${run.error}\n` : `error ${place.file}:${place.line} ${run.error}\n`;
}

for (const name of readdirSync(folder).filter((file) => file.endsWith(".txt"))) {
  const path = join(folder, name);
  if (process.env["BAKEWELL_UPDATE"] === "1") rewriteCases(path, outcome);
  for (const bakeCase of readCases(path)) {
    test(`${name}: ${bakeCase.name}`, () => assert.equal(outcome(bakeCase), bakeCase.expected));
  }
}
