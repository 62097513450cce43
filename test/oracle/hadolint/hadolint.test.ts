// The profile `hadolint` and hadolint itself say the same about the hand-written cases and nearly all generated files.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { provideHadolint } from "../../../scripts/real-parts/hadolint.ts";
import { readFiles } from "../../harness/carets.ts";
import { requireComparator } from "../../harness/real-parts.ts";
import { randomOf } from "../buildkit/generate-dockerfiles.ts";
import { Agreement } from "./agreement.ts";
import { compareReports } from "./compare.ts";
import { generateDockerfile } from "./generate-dockerfiles.ts";
import { type HadolintReport, runHadolint } from "./run-hadolint.ts";

const folder = mkdtempSync(join(tmpdir(), "bakewell-oracle-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const cases = readFiles(readFileSync(join(import.meta.dirname, "cases.txt"), "utf8"), "");
let reports: Promise<readonly HadolintReport[]> | undefined;

for (const [number, [name, text]] of [...cases].entries()) test(name, (t) => checkSame(t, number, text));

/** All cases are handed to hadolint in one call. */
async function checkSame(t: TestContext, number: number, text: string): Promise<void> {
  const hadolint = await requireComparator(t, "hadolint", provideHadolint);
  if (!hadolint) return;
  reports ??= runHadolint(hadolint.path, [...cases.values()], join(folder, "cases"));
  const report = (await reports)[number]!;
  assert.equal(report.error, undefined);
  const { expected, actual } = await compareReports(text, report);
  assert.deepEqual(actual, expected, `lines and codes for\n${text}`);
}

test("generated files: 99 of 100 findings are the same", async (t) => {
  const hadolint = await requireComparator(t, "hadolint", provideHadolint);
  if (!hadolint) return;
  const random = randomOf(2026);
  const texts = Array.from({ length: 80 }, () => generateDockerfile(random));
  const agreement = new Agreement();
  for (const [number, report] of (await runHadolint(hadolint.path, texts, join(folder, "generated"))).entries()) {
    if (report.error === undefined) agreement.add(await compareReports(texts[number]!, report));
  }
  assert.ok(agreement.percentage() >= 99, agreement.describe());
});
