// Compares many Dockerfiles: `node test/oracle/hadolint/run-comparison.ts [--count 3000] [--seed 1] [--show 20] [--code DL3008] [FILE…]`.
// Files named on the command line are compared instead of generated ones.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { provideHadolint } from "../../../scripts/real-parts/hadolint.ts";
import { isMissing } from "../../../scripts/real-parts/part.ts";
import { randomOf } from "../buildkit/generate-dockerfiles.ts";
import { Agreement } from "./agreement.ts";
import { compareReports } from "./compare.ts";
import { generateDockerfile } from "./generate-dockerfiles.ts";
import { runHadolint } from "./run-hadolint.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: "string", default: "3000" }, seed: { type: "string", default: "1" }, show: { type: "string", default: "20" }, code: { type: "string", default: "" } },
});
const random = randomOf(Number(values.seed));
const names = positionals.length > 0 ? positionals : Array.from({ length: Number(values.count) }, (_, number) => `file ${number}`);
const texts = positionals.length > 0 ? positionals.map((path) => readFileSync(path, "utf8")) : names.map(() => generateDockerfile(random));

const hadolint = await provideHadolint();
if (isMissing(hadolint)) {
  console.error(`no hadolint: ${hadolint.missing}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "bakewell-oracle-"));
const reports = await runHadolint(hadolint.path, texts, folder);
rmSync(folder, { recursive: true, force: true });

const agreement = new Agreement();
let shown = 0;
for (const [number, text] of texts.entries()) {
  const report = reports[number]!;
  if (report.error) {
    agreement.addUnread(report.error);
    continue;
  }
  const { missing, added } = agreement.add(await compareReports(text, report));
  const differences = [...missing.map((entry) => `- ${entry}`), ...added.map((entry) => `+ ${entry}`)].filter((entry) => entry.endsWith(values.code));
  if (differences.length > 0 && ++shown <= Number(values.show)) console.log([`--- ${names[number]}`, ...numbered(text, differences), ...differences].join("\n"));
}
console.log(agreement.describe());
process.exitCode = agreement.percentage() < 99 ? 1 : 0;

/** Long files are shown around the differences only. */
function numbered(text: string, differences: readonly string[]): string[] {
  const wanted = differences.map((entry) => Number(/\d+/.exec(entry)));
  const lines = text.split("\n").map((line, index) => `${String(index + 1).padStart(4)} | ${line}`);
  return lines.length <= 40 ? lines : lines.filter((_, index) => wanted.some((line) => index + 1 >= line - 1 && index < line + 12));
}
