// The profile `buildkit` and BuildKit's own check say the same about the hand-written cases and some generated files.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { provideDocker } from "../../../scripts/real-parts/docker.ts";
import { readFiles } from "../../harness/carets.ts";
import { requirePart } from "../../harness/real-parts.ts";
import { checkWithBuildkit } from "./check-with-buildkit.ts";
import { compareReports } from "./compare.ts";
import { generateDockerfile, randomOf } from "./generate-dockerfiles.ts";

const folder = mkdtempSync(join(tmpdir(), "bakewell-oracle-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const cases = readFiles(readFileSync(join(import.meta.dirname, "cases.txt"), "utf8"), "");
const random = randomOf(2026);
for (let number = 0; number < 12; number++) cases.set(`generated-${number}`, generateDockerfile(random));

for (const [name, text] of cases) test(name, (t) => checkSame(t, text));

/** A check that stops at an error has said only part of what it would say. */
async function checkSame(t: TestContext, text: string): Promise<void> {
  const docker = await requirePart(t, "docker", provideDocker);
  if (!docker) return;
  const report = await checkWithBuildkit(text, folder, { ...process.env, ...docker.env });
  const { expected, actual } = await compareReports(text, report);
  const comparable = report.error === undefined ? actual : actual.filter((entry) => expected.includes(entry));
  assert.deepEqual(comparable, expected, `lines and rules for\n${text}`);
}
