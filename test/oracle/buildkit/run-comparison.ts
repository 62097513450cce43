// Compares many generated Dockerfiles: `node test/oracle/buildkit/run-comparison.ts [--count 5000] [--seed 1] [--show 20] [--composed]`.
// With `--composed` the files are put together from the instructions of the rule pages.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { provideDocker } from "../../../scripts/real-parts/docker.ts";
import { isMissing } from "../../../scripts/real-parts/part.ts";
import { checkWithBuildkit } from "./check-with-buildkit.ts";
import { composedCase, exampleCases, partsOf } from "../fixes/fix-cases.ts";
import { compareReports } from "./compare.ts";
import { generateDockerfile, randomOf } from "./generate-dockerfiles.ts";

const { values } = parseArgs({ options: { count: { type: "string", default: "500" }, seed: { type: "string", default: "1" }, show: { type: "string", default: "20" }, composed: { type: "boolean", default: false } } });
const count = Number(values.count);
const random = randomOf(Number(values.seed));
const parts = values.composed ? partsOf(exampleCases()) : [];
const texts = Array.from({ length: count }, (_none, number) => (values.composed ? withoutIgnores(composedCase(random, number, parts).files.get("Dockerfile")!) : generateDockerfile(random)));
const totals = { same: 0, different: 0, stopped: 0, findings: 0 };
const stops = new Map<string, number>();
const folder = mkdtempSync(join(tmpdir(), "bakewell-oracle-"));

const docker = await provideDocker();
if (isMissing(docker)) {
  console.error(`no docker: ${docker.missing}`);
  process.exit(2);
}
const environment = { ...process.env, ...docker.env };
let next = 0;
await Promise.all([0, 1].map((worker) => work(join(folder, `${worker}`))));
rmSync(folder, { recursive: true, force: true });
const complete = totals.same + totals.different;
console.log(`${complete} complete checks with ${totals.findings} findings: ${totals.same} the same (${((100 * totals.same) / complete).toFixed(2)} %), ${totals.different} different; ${totals.stopped} stopped at an error`);
for (const [kind, times] of [...stops].sort((a, b) => b[1] - a[1])) console.log(`${String(times).padStart(6)} stopped: ${kind}`);
await docker.stop?.();
process.exitCode = totals.different > 0 ? 1 : 0;

async function work(own: string): Promise<void> {
  while (next < texts.length) {
    const number = next++;
    const text = texts[number]!;
    const report = await checkWithBuildkit(text, own, environment);
    const { expected, actual } = await compareReports(text, report);
    if (report.error !== undefined) {
      // What BuildKit said before it stopped must be among what we say.
      const kind = report.error.replace(/^.*?line \d+: |\d+|"[^"]*"|'[^']*'/g, "…").slice(0, 90);
      stops.set(kind, (stops.get(kind) ?? 0) + 1);
      if (expected.every((entry) => actual.includes(entry))) totals.stopped++;
      else show(number, text, expected, actual.filter((entry) => expected.includes(entry)));
      continue;
    }
    totals.findings += expected.length;
    if (expected.join("\n") === actual.join("\n")) totals.same++;
    else show(number, text, expected, actual);
  }
}

/** What our own comments switch off, BuildKit still reports. */
function withoutIgnores(text: string): string {
  return text.replace(/(bakewell|hadolint) +(?:global +)?ignore/gi, "$1 minds");
}

function show(number: number, text: string, expected: readonly string[], actual: readonly string[]): void {
  totals.different++;
  if (totals.different > Number(values.show)) return;
  const missing = expected.filter((entry) => !actual.includes(entry)).map((entry) => `- ${entry}`);
  const added = actual.filter((entry) => !expected.includes(entry)).map((entry) => `+ ${entry}`);
  const numbered = text.split("\n").map((line, index) => `${String(index + 1).padStart(4)} | ${line}`);
  console.log([`--- file ${number}`, ...numbered, ...missing, ...added].join("\n"));
}
