// What the real hadolint says of Dockerfiles.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../scripts/real-parts/run.ts";

export interface HadolintFinding {
  readonly code: string;
  /** 1-based, the first of the instruction. */
  readonly line: number;
  readonly level: string;
  readonly message: string;
}

/** Without ShellCheck's findings, which Bakewell gets from ShellCheck itself. */
export interface HadolintReport {
  readonly findings: readonly HadolintFinding[];
  /** Why the file could not be read, when it could not: a syntax that hadolint does not know, or a crash. */
  readonly error: string | undefined;
}

const batch = 100;

/** Lints many texts in few calls, with hadolint's own settings. `folder` belongs to this call alone. */
export async function runHadolint(program: string, texts: readonly string[], folder: string): Promise<HadolintReport[]> {
  const reports: HadolintReport[] = [];
  for (let start = 0; start < texts.length; start += batch) reports.push(...(await lintBatch(program, texts.slice(start, start + batch), folder)));
  return reports;
}

async function lintBatch(program: string, texts: readonly string[], folder: string): Promise<HadolintReport[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = texts.map((_, number) => `${number}`);
  texts.forEach((text, number) => writeFileSync(join(folder, `${number}`), text));
  const { stdout, stderr } = await run(program, ["--no-fail", "-f", "json", ...names], { timeout: 120_000, cwd: folder });
  if (!stdout.startsWith("[")) return texts.length > 1 ? lintHalves(program, texts, folder) : [{ findings: [], error: stderr.trim() || "no output" }];
  const found = JSON.parse(stdout) as (HadolintFinding & { file: string })[];
  return names.map((name) => reportOf(found.filter(({ file }) => file === name)));
}

/** One file that makes hadolint crash must not cost the reports of its neighbors. */
async function lintHalves(program: string, texts: readonly string[], folder: string): Promise<HadolintReport[]> {
  const middle = Math.ceil(texts.length / 2);
  return [...(await lintBatch(program, texts.slice(0, middle), folder)), ...(await lintBatch(program, texts.slice(middle), folder))];
}

function reportOf(all: readonly HadolintFinding[]): HadolintReport {
  return { findings: all.filter(({ code }) => code.startsWith("DL")), error: all.find(({ code }) => code === "DL1000")?.message };
}
