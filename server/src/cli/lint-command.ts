import { writeFile } from "node:fs/promises";
import { isBakeRole } from "../workspace/file-kind.ts";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileUriOf, parentUri, pathOfFileUri, relativePath } from "../base/uri.ts";
import { baselineFileName, writeBaseline } from "../lint/baseline.ts";
import { readConfigurationFile, readHadolintFile } from "../lint/configuration-files.ts";
import { loadYaml } from "../lint/hadolint-file.ts";
import { applySafeFixes } from "../lint/apply-safe-fixes.ts";
import { compareFindings, type Finding } from "../lint/finding.ts";
import { Linter } from "../lint/linter.ts";
import { Shellcheck } from "../lint/shellcheck.ts";
import { disk } from "../node/disk.ts";
import { processEnvironment } from "../node/process-environment.ts";
import { readSource } from "../node/read-source.ts";
import { shellcheckProgram } from "../node/shellcheck.ts";
import { allRules } from "../rules/all-rules.ts";
import { Snapshot } from "../workspace/snapshot.ts";
import { Workspace } from "../workspace/workspace.ts";
import type { FailLevel, LintArguments } from "./arguments.ts";
import { type CollectedFile, collectFiles, collectStdin } from "./collect-files.ts";
import { formats } from "./formats/formats.ts";
import type { ReportedFinding } from "./formats/reported-finding.ts";

export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly useColor: boolean;
}

const ranks = { error: 4, warning: 3, info: 2, hint: 1, none: 5 } as const;

/** Runs `bakewell lint`. Returns the exit status: 0 clean, 1 findings at the fail level or above, 2 something could not be linted. */
export async function lintCommand(args: LintArguments, workingFolder: string, output: Output): Promise<number> {
  const problems: string[] = [];
  const fixed = args.config === undefined ? undefined : await readFixedConfiguration(resolve(workingFolder, args.config));
  if (fixed && "problem" in fixed) {
    output.error(`bakewell: cannot read the configuration ${args.config}: ${fixed.problem}\n`);
    return 2;
  }
  const collected = args.stdin ? await collectStdin(args.paths[0]!, workingFolder) : await collectFiles(args.paths, workingFolder);
  problems.push(...collected.problems);
  const workspace = new Workspace(disk, collected.folders, { bakeFiles: [], environment: processEnvironment() });
  const override = args.profile === undefined ? {} : { profile: args.profile };
  const shellcheck = args.shellcheck ? new Shellcheck(shellcheckProgram("shellcheck"), Infinity) : undefined;
  const linter = new Linter(workspace, allRules, { configuration: {}, fixed, override, ignoresBaseline: args.writeBaseline, shellcheck }, (rule, error) => {
    problems.push(`the rule ${rule.name} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
  const named = args.stdin ? [openText(workspace, collected.files[0]!, await text(process.stdin))] : await openFiles(workspace, collected.files, problems);
  for (const uri of collected.bakeFilesAround) workspace.addBakeFile(uri);
  await settle(workspace, linter, named);
  if (args.fix) await applyFixes(workspace, linter, named, problems);
  await linter.checkShell(named.map((uri) => workspace.store.get(uri)!), new AbortController().signal);
  const findings = named.flatMap((uri) => report(workspace.store.get(uri)!, linter, workingFolder));
  if (args.writeBaseline) await saveBaseline(workspace, findings, workingFolder, output);
  else output.out(formats[args.format]!(findings, output.useColor));
  reportConfigurationProblems(linter, named, problems);
  for (const problem of new Set(problems)) output.error(`bakewell: ${problem}\n`);
  if (problems.length > 0) return 2;
  const levelOf = (uri: string): FailLevel => args.failLevel ?? linter.configurationFileOf(uri)?.configuration.failLevel ?? "warning";
  return !args.writeBaseline && findings.some(({ finding }) => ranks[finding.severity] >= ranks[levelOf(finding.uri)]) ? 1 : 0;
}

async function saveBaseline(workspace: Workspace, findings: readonly ReportedFinding[], workingFolder: string, output: Output): Promise<void> {
  const uris = [...new Set(findings.map(({ finding }) => finding.uri))];
  const files = uris.map((uri) => ({ snapshot: workspace.store.get(uri)!, findings: findings.map(({ finding }) => finding).filter((finding) => finding.uri === uri) }));
  await writeFile(resolve(workingFolder, baselineFileName), writeBaseline(files, fileUriOf(workingFolder)));
  output.out(`Wrote ${findings.length} ${findings.length === 1 ? "finding" : "findings"} to ${baselineFileName}; only new ones will be reported.\n`);
}

function openText(workspace: Workspace, { uri, languageId }: CollectedFile, source: string): string {
  const snapshot = workspace.store.openDocument(uri, 0, source, languageId);
  if (isBakeRole(snapshot.role)) workspace.addBakeFile(snapshot.uri);
  return snapshot.uri;
}

/** Reads files of the command line, so that each problem is told. Returns the URIs that can be linted, sorted. */
async function openFiles(workspace: Workspace, files: readonly CollectedFile[], problems: string[]): Promise<string[]> {
  const opened: string[] = [];
  await Promise.all(files.map(async ({ uri, languageId }) => {
    const path = pathOfFileUri(uri)!;
    const source = await readSource(path);
    if ("problem" in source) {
      problems.push(`${path}: ${source.problem}`);
      return;
    }
    opened.push(openText(workspace, { uri, languageId }, source.text));
  }));
  return opened.sort();
}

/** Configurations are read on demand like all other files: ask until nothing new is wanted. */
async function settle(workspace: Workspace, linter: Linter, uris: readonly string[]): Promise<void> {
  do {
    await workspace.settle();
    for (const uri of uris) linter.wantFiles(uri);
  } while (await workspace.store.settle());
}

async function applyFixes(workspace: Workspace, linter: Linter, uris: readonly string[], problems: string[]): Promise<void> {
  for (const uri of uris) {
    const snapshot = workspace.store.get(uri)!;
    const text = applySafeFixes(snapshot, workspace, linter);
    if (text === snapshot.text) continue;
    try {
      await writeFile(pathOfFileUri(uri)!, text);
    } catch (error) {
      problems.push(`${pathOfFileUri(uri)}: cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function report(snapshot: Snapshot, linter: Linter, workingFolder: string): ReportedFinding[] {
  const path = displayPath(snapshot.uri, workingFolder);
  return linter.lint(snapshot).sort(compareFindings).map((finding: Finding) => ({ path, lines: snapshot.lines, finding }));
}

function displayPath(uri: string, workingFolder: string): string {
  const relative = relativePath(fileUriOf(workingFolder), uri);
  return relative.startsWith("../") ? pathOfFileUri(uri)! : relative;
}

async function readFixedConfiguration(path: string) {
  const source = await readSource(path);
  if ("problem" in source) return source;
  const uri = fileUriOf(path);
  const snapshot = new Snapshot(uri, 0, source.text, undefined);
  if (!/\.ya?ml$/.test(path)) return readConfigurationFile(snapshot, parentUri(uri), allRules);
  await loadYaml();
  return readHadolintFile(snapshot, parentUri(uri), allRules)!;
}

function reportConfigurationProblems(linter: Linter, uris: readonly string[], problems: string[]): void {
  for (const uri of uris) {
    const file = linter.configurationFileOf(uri);
    for (const problem of file?.problems ?? []) problems.push(`${pathOfFileUri(file!.uri)}: ${[...problem.path, problem.message].join(": ")}`);
  }
}
