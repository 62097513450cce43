import * as vscode from "vscode";
import type { BakePlanResult } from "../protocol.ts";
import type { BuildResult } from "../core/build-result.ts";
import { describeFailure } from "../core/build-result.ts";
import { failedSteps, lastLines, stepTargets } from "../core/build-state.ts";
import type { Step } from "../core/build-state.ts";
import type { BuildWarning } from "../core/build-warning.ts";
import type { CheckFinding } from "../core/check-report.ts";
import { chooseDockerfile } from "../core/choose-file.ts";
import { locateExcerpt, locateInstruction, locateSourceLines, rangeOfLines, rangeOfPlace } from "../core/source-lines.ts";
import type { LineRange, TextRange } from "../core/source-lines.ts";
import type { ServerConnection } from "../server-connection.ts";

/** A diagnostic and the file that it belongs to. */
export interface FileDiagnostic {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}

/** The failed step, or the fault in the bake file, at its place. Undefined when there is no place to show. */
export async function findFailure(result: BuildResult, plan: BakePlanResult, server: ServerConnection): Promise<FileDiagnostic | undefined> {
  if (result.outcome !== "failed" || result.problem) return undefined;
  const place = result.failure?.place;
  if (place) {
    const uri = bakeFileUri(plan, place.file);
    return diagnose(uri, rangeOfPlace(place, await readText(uri)), result.failure!.message, vscode.DiagnosticSeverity.Error, "buildx");
  }
  const step = failedSteps(result.state)[0];
  const excerpt = result.failure?.excerpt;
  const names = [...(result.failure?.target ? [result.failure.target] : []), ...(step ? stepTargets(step) : [])];
  const file = chooseDockerfile(plan.targets, names, excerpt?.file);
  if (!file) return undefined;
  const uri = vscode.Uri.parse(file);
  const text = await readText(uri);
  const lines = (excerpt && locateExcerpt(excerpt, text)) ?? (step && (await locateStep(step, uri, text, server)));
  if (!lines) return undefined;
  const tail = step ? lastLines(result.state, step, 8) : [];
  const message = [describeFailure(result), ...tail].join("\n");
  return diagnose(uri, rangeOfLines(lines, text), message, vscode.DiagnosticSeverity.Error, "buildkit");
}

/** Without an excerpt the step's own name says where it stands: its instruction, in its stage. */
async function locateStep(step: Step, uri: vscode.Uri, text: string, server: ServerConnection): Promise<LineRange | undefined> {
  const { name } = step.runs[0]!;
  const stages = (await server.stages(uri))?.stages ?? [];
  const stage = stages.find((candidate) => candidate.name?.toLowerCase() === name.stage?.toLowerCase() || `stage-${candidate.index}` === name.stage);
  const within = stage ? { first: stage.range.start.line, last: stage.range.end.line } : { first: 0, last: Number.MAX_SAFE_INTEGER };
  return locateInstruction(name.text, text, within);
}

/** The warnings that BuildKit sent with the build. */
export async function findWarnings(result: BuildResult, plan: BakePlanResult): Promise<FileDiagnostic[]> {
  const found: FileDiagnostic[] = [];
  for (const warning of result.state.warnings) {
    const step = result.state.steps.get(warning.vertex);
    const diagnostic = await placeFinding({ ...warning, isError: false }, plan, step ? stepTargets(step) : []);
    if (diagnostic) found.push(diagnostic);
  }
  return found;
}

/** The findings of BuildKit's check. */
export async function placeCheckFindings(findings: readonly CheckFinding[], plan: BakePlanResult): Promise<FileDiagnostic[]> {
  const placed = await Promise.all(findings.map((finding) => placeFinding(finding, plan, [finding.target])));
  return placed.filter((diagnostic) => diagnostic !== undefined);
}

type PlacedFinding = Pick<BuildWarning, "rule" | "text" | "url" | "file" | "source" | "firstLine" | "lastLine"> & { readonly isError: boolean };

async function placeFinding(finding: PlacedFinding, plan: BakePlanResult, names: readonly string[]): Promise<FileDiagnostic | undefined> {
  const file = chooseDockerfile(plan.targets, names, finding.file);
  if (!file) return undefined;
  const uri = vscode.Uri.parse(file);
  const text = await readText(uri);
  const first = finding.firstLine ?? 1;
  const lines = locateSourceLines(finding.source ?? text, first, finding.lastLine ?? first, text);
  // Lines that are not in the file any more were mended while the build ran.
  if (!lines) return undefined;
  const severity = finding.isError ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const placed = diagnose(uri, rangeOfLines(lines, text), finding.text, severity, "buildkit");
  if (finding.rule) placed.diagnostic.code = finding.url ? { value: finding.rule, target: vscode.Uri.parse(finding.url) } : finding.rule;
  return placed;
}

function diagnose(uri: vscode.Uri, range: TextRange, message: string, severity: vscode.DiagnosticSeverity, source: string): FileDiagnostic {
  const diagnostic = new vscode.Diagnostic(new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), message, severity);
  diagnostic.source = source;
  return { uri, diagnostic };
}

/** buildx names a bake file as it was given or found: relative to the folder, or absolute. */
function bakeFileUri(plan: BakePlanResult, file: string): vscode.Uri {
  if (/^([\\/]|[a-zA-Z]:[\\/])/.test(file)) return vscode.Uri.file(file);
  return vscode.Uri.joinPath(vscode.Uri.parse(plan.set.folderUri), file.replaceAll("\\", "/"));
}

/** The text as it is in the editor, else on the disk; empty when it cannot be read. */
export async function readText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return "";
  }
}
