import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { groupBy } from "../base/group-by.ts";
import { fileUriOf, pathOfFileUri, relativePath } from "../base/uri.ts";
import { applySafeFixes } from "../lint/apply-safe-fixes.ts";
import { baselineFileName, writeBaseline } from "../lint/baseline.ts";
import { compareFindings, type Finding } from "../lint/finding.ts";
import type { Linter } from "../lint/linter.ts";
import { readSource } from "../node/read-source.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { FailLevel, LintArguments } from "./arguments.ts";
import { checkFiles } from "./check-files.ts";
import { type CollectedFile, collectFiles, collectStdin } from "./collect-files.ts";
import { formats } from "./formats/formats.ts";
import type { ReportedFinding } from "./formats/reported-finding.ts";
import { openText, settle, startRun } from "./lint-run.ts";

export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly useColor: boolean;
}

const ranks = { error: 4, warning: 3, info: 2, hint: 1, none: 5 } as const;

/** With more than these all rules are loaded rather than those that each file needs. */
const manyFiles = 8;

/** Ended by Ctrl-C, as shells say it. */
const interrupted = 130;

/** Runs `bakewell lint`. Returns the exit status: 0 clean, 1 findings at the fail level or above, 2 something could not be linted. */
export async function lintCommand(args: LintArguments, workingFolder: string, output: Output): Promise<number> {
  const collected = args.stdin ? await collectStdin(args.paths[0]!, workingFolder) : await collectFiles(args.paths, workingFolder);
  const run = await startRun(args, workingFolder, collected.folders, args.jobs ?? availableParallelism());
  if ("problem" in run) {
    output.error(`bakewell: ${run.problem}\n`);
    return 2;
  }
  run.problems.push(...collected.problems);
  const { workspace, linter, problems } = run;
  const named = args.stdin ? [openCollected(workspace, collected.files[0]!, await readStandardInput())] : openFiles(workspace, collected.files, problems);
  for (const uri of collected.bakeFilesAround) workspace.addBakeFile(uri);
  for (const uri of collected.dockerfilesAround) workspace.addDockerfile(uri);
  // Fixes bring words that a file had not.
  if (args.fix || named.length > manyFiles) await linter.loadAllRules();
  await settle(run, named);
  if (args.fix) applyFixes(workspace, linter, named, problems);
  const checked = await untilInterrupted((signal) => checkFiles(run, named, { args, workingFolder }, args.jobs, signal));
  if (!checked) return interrupted;
  const findings = report(checked, workspace, workingFolder);
  if (args.writeBaseline) saveBaseline(workspace, findings, workingFolder, output);
  else {
    const format = await formats[args.format]!();
    output.out(format(findings, output.useColor));
  }
  reportConfigurationProblems(linter, named, problems);
  for (const problem of new Set(problems)) output.error(`bakewell: ${problem}\n`);
  if (problems.length > 0) return 2;
  const levelOf = (uri: string): FailLevel => args.failLevel ?? linter.configurationFileOf(uri)?.configuration.failLevel ?? "warning";
  return !args.writeBaseline && findings.some(({ finding }) => ranks[finding.severity] >= ranks[levelOf(finding.uri)]) ? 1 : 0;
}

/** Calls the work off at the first Ctrl-C, so that programs it runs are ended and their files removed; a second one ends everything. */
async function untilInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result | undefined> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once("SIGINT", interrupt);
  try {
    const result = await work(interruption.signal);
    return interruption.signal.aborted ? undefined : result;
  } finally {
    process.off("SIGINT", interrupt);
  }
}

function saveBaseline(workspace: Workspace, findings: readonly ReportedFinding[], workingFolder: string, output: Output): void {
  const uris = [...new Set(findings.map(({ finding }) => finding.uri))];
  const files = uris.map((uri) => ({ snapshot: workspace.store.get(uri)!, findings: findings.map(({ finding }) => finding).filter((finding) => finding.uri === uri) }));
  writeFileSync(resolve(workingFolder, baselineFileName), writeBaseline(files, fileUriOf(workingFolder)));
  output.out(`Wrote ${findings.length} ${findings.length === 1 ? "finding" : "findings"} to ${baselineFileName}; only new ones will be reported.\n`);
}

function openCollected(workspace: Workspace, { uri, languageId }: CollectedFile, source: string): string {
  return openText(workspace, uri, languageId, source);
}

async function readStandardInput(): Promise<string> {
  const { text } = await import("node:stream/consumers");
  return text(process.stdin);
}

/** Reads files of the command line, so that each problem is told. Returns the URIs that can be linted, sorted. */
function openFiles(workspace: Workspace, files: readonly CollectedFile[], problems: string[]): string[] {
  const opened: string[] = [];
  for (const { uri, languageId } of files) {
    const path = pathOfFileUri(uri)!;
    const source = readSource(path);
    if ("problem" in source) problems.push(`${path}: ${source.problem}`);
    else opened.push(openText(workspace, uri, languageId, source.text));
  }
  return opened.sort();
}

function applyFixes(workspace: Workspace, linter: Linter, uris: readonly string[], problems: string[]): void {
  for (const uri of uris) {
    const snapshot = workspace.store.get(uri)!;
    const text = applySafeFixes(snapshot, workspace, linter);
    if (text === snapshot.text) continue;
    try {
      writeFileSync(pathOfFileUri(uri)!, text);
    } catch (error) {
      problems.push(`${pathOfFileUri(uri)}: cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function report(findings: readonly Finding[], workspace: Workspace, workingFolder: string): ReportedFinding[] {
  const byFile = groupBy([...findings].sort(compareFindings), ({ uri }) => uri);
  return [...byFile].flatMap(([uri, found]) => {
    const path = displayPath(uri, workingFolder);
    const { lines } = workspace.store.get(uri)!;
    return found.map((finding) => ({ path, lines, finding }));
  });
}

function displayPath(uri: string, workingFolder: string): string {
  const relative = relativePath(fileUriOf(workingFolder), uri);
  return relative.startsWith("../") ? pathOfFileUri(uri)! : relative;
}

function reportConfigurationProblems(linter: Linter, uris: readonly string[], problems: string[]): void {
  for (const uri of uris) {
    const file = linter.configurationFileOf(uri);
    for (const problem of file?.problems ?? []) problems.push(`${pathOfFileUri(file!.uri)}: ${[...problem.path, problem.message].join(": ")}`);
  }
}
