import { resolve } from "node:path";
import { fileUriOf, parentUri } from "../base/uri.ts";
import { type ConfigurationFile, readConfigurationFile } from "../lint/configuration-files.ts";
import type { Finding } from "../lint/finding.ts";
import { Linter } from "../lint/linter.ts";
import type { Shellcheck } from "../lint/shellcheck.ts";
import { disk } from "../node/synchronous-disk.ts";
import { processEnvironment } from "../node/process-environment.ts";
import { readSource } from "../node/read-source.ts";
import { allRules } from "../rules/all-rules.ts";
import { isBakeRole } from "../workspace/file-kind.ts";
import { Snapshot } from "../workspace/snapshot.ts";
import { Workspace } from "../workspace/workspace.ts";
import type { LintArguments } from "./arguments.ts";

/** What a run of `bakewell lint` works with; each worker of it has one of its own. */
export interface LintRun {
  readonly workspace: Workspace;
  readonly linter: Linter;
  /** What could not be linted as it should; told at the end. */
  readonly problems: string[];
}

export type LintRunArguments = Pick<LintArguments, "config" | "profile" | "shellcheck" | "writeBaseline">;

/** `lanes`: how many ShellChecks may run at the same time. Answers with a problem when the configuration cannot be read. */
export async function startRun(args: LintRunArguments, workingFolder: string, folders: readonly string[], lanes: number): Promise<LintRun | { readonly problem: string }> {
  const fixed = args.config === undefined ? undefined : await readFixedConfiguration(resolve(workingFolder, args.config));
  if (fixed && "problem" in fixed) return { problem: `cannot read the configuration ${args.config}: ${fixed.problem}` };
  const problems: string[] = [];
  const workspace = new Workspace(disk, folders, { bakeFiles: [], environment: processEnvironment() });
  const override = args.profile === undefined ? {} : { profile: args.profile };
  const shellcheck = args.shellcheck ? await startShellcheck(lanes) : undefined;
  const linter = new Linter(workspace, allRules, { configuration: {}, fixed, override, ignoresBaseline: args.writeBaseline, shellcheck }, (rule, error) => {
    problems.push(`the rule ${rule.name} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
  return { workspace, linter, problems };
}

async function startShellcheck(lanes: number): Promise<Shellcheck> {
  const [{ Shellcheck }, { shellcheckProgram }] = await Promise.all([import("../lint/shellcheck.ts"), import("../node/shellcheck.ts")]);
  return new Shellcheck(shellcheckProgram("shellcheck"), { memory: Infinity, lanes, atOnce: 64 });
}

async function readFixedConfiguration(path: string): Promise<ConfigurationFile | { readonly problem: string }> {
  const source = readSource(path);
  if ("problem" in source) return source;
  const uri = fileUriOf(path);
  return readConfigurationFile(new Snapshot(uri, 0, source.text, undefined), parentUri(uri), allRules);
}

/** Takes a text in. Returns its URI. */
export function openText(workspace: Workspace, uri: string, languageId: string | undefined, source: string): string {
  const snapshot = workspace.store.openDocument(uri, 0, source, languageId);
  if (isBakeRole(snapshot.role)) workspace.addBakeFile(snapshot.uri);
  if (snapshot.role === "dockerfile") workspace.addDockerfile(snapshot.uri);
  return snapshot.uri;
}

/** Configurations are read on demand like all other files: ask until nothing new is wanted. */
export async function settle({ workspace, linter }: LintRun, uris: readonly string[]): Promise<void> {
  do {
    await workspace.settle();
    for (const uri of uris) linter.wantNeeds(uri);
  } while (await workspace.store.settle());
}

/** Checks some files, and frees what is known of each but its findings. */
export async function checkBatch({ workspace, linter }: LintRun, uris: readonly string[], signal: AbortSignal): Promise<Finding[]> {
  const snapshots = uris.map((uri) => workspace.store.get(uri)!);
  await linter.checkShell(snapshots, signal);
  if (signal.aborted) return [];
  return snapshots.flatMap((snapshot) => {
    const findings = linter.lint(snapshot);
    snapshot.releaseModel();
    return findings;
  });
}
