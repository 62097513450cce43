// Every fix of the pages' examples and of composed files keeps the file readable; BuildKit and buildx agree on a sample.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { provideDocker } from "../../../scripts/real-parts/docker.ts";
import { requirePart } from "../../harness/real-parts.ts";
import { findBuildx } from "../bake/buildx.ts";
import { randomOf } from "../buildkit/generate-dockerfiles.ts";
import { checkFixes } from "./check-fixes.ts";
import { bakeCase, composedCase, exampleCases, type FixCase, partsOf, restyled } from "./fix-cases.ts";
import { worseInBuildkit, worseInBuildx } from "./same-in-docker.ts";

const random = randomOf(2026);
const examples = exampleCases();
const parts = partsOf(examples);
const composed = Array.from({ length: 200 }, (_none, number) => composedCase(random, number, parts));
const folder = mkdtempSync(join(tmpdir(), "bakewell-fixes-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("fixes of the examples are safe", () => checkCases(examples));
test("fixes of the examples in other styles are safe", () => checkCases(examples.filter((_each, number) => number % 4 === 0).map((each) => restyled(random, each))));
test("fixes of composed files are safe", () => checkCases(composed));

test("fixes of generated bake files are safe", () => checkCases(Array.from({ length: 60 }, (_none, seed) => bakeCase(seed))));

/** What went wrong, with the text before and after; nothing may. */
async function checkCases(cases: readonly FixCase[]): Promise<void> {
  const problems: string[] = [];
  for (const each of cases) {
    const report = await checkFixes(each.files, each.path);
    problems.push(...report.problems.map(({ by, what, before, after }) => `${each.name}: ${by}: ${what}\n--- before\n${before}\n--- after\n${after}`));
  }
  assert.deepEqual(problems, []);
}

test("BuildKit reads Dockerfiles as before", async (t) => {
  const docker = await requirePart(t, "docker", provideDocker);
  if (!docker) return;
  // A stage that is called scratch takes the place of the empty image under every cache mount, which BuildKit then refuses.
  const usual = composed.filter(({ files, path }) => !/\bAS\s+scratch\b/i.test(files.get(path)!));
  for (const { name, files, path } of usual.slice(0, 20)) {
    const { fixed, fixedUnsafe } = await checkFixes(files, path);
    for (const text of [fixed, fixedUnsafe]) {
      assert.equal(await worseInBuildkit(files.get(path)!, text, folder, { ...process.env, ...docker.env }), undefined, `${name}:\n${files.get(path)!}\n--- after\n${text}`);
    }
  }
});

const buildx = findBuildx();
test("buildx prints bake files as before", { skip: buildx === undefined ? "buildx is not installed (set BAKEWELL_BUILDX)" : false }, async () => {
  for (const { name, files, path } of examples.filter((each) => /^docker-bake/.test(each.path)).filter((_each, number) => number % 5 === 0)) {
    const { fixed, fixedUnsafe } = await checkFixes(files, path);
    for (const text of [fixed, fixedUnsafe]) assert.equal(worseInBuildx(buildx!, files, path, text), undefined, `${name}:\n${files.get(path)!}\n--- after\n${text}`);
  }
});
