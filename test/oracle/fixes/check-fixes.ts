// What every fix must keep: a file that parses as before, with fewer findings, the same comments and the same line breaks.
import { applyEdits, type Edit } from "../../../server/src/base/edit.ts";
import { applySafeFixes } from "../../../server/src/lint/apply-safe-fixes.ts";
import type { Finding } from "../../../server/src/lint/finding.ts";
import { collectFixes, maximumPasses } from "../../../server/src/lint/fix-all.ts";
import type { Linter } from "../../../server/src/lint/linter.ts";
import type { Fix } from "../../../server/src/rules/fix.ts";
import type { Snapshot } from "../../../server/src/workspace/snapshot.ts";
import type { Workspace } from "../../../server/src/workspace/workspace.ts";
import { memoryUri, memoryWorkspace } from "../../harness/memory-host.ts";

/** Something that a fix did and may not do. */
export interface Problem {
  /** The rule whose fix it is, or `fix-all`. */
  readonly by: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface FixReport {
  readonly problems: readonly Problem[];
  /** Fixes tried one by one. */
  readonly tried: number;
  /** How often a fix of each rule was tried. */
  readonly rules: ReadonlyMap<string, number>;
  /** The checked file after all safe fixes. */
  readonly fixed: string;
  /** The same after the first fix of each finding, suggestions included. */
  readonly fixedUnsafe: string;
  readonly findings: number;
}

/** Errors that were there before and that only the fixed text shows: by rule, with the reason. */
const revealed: ReadonlyMap<string, RegExp> = new Map([
  // A relative folder of this name in the root folder was the system's all along.
  ["WorkdirRelativePath", /^WorkdirSystemPath$/],
  // Targets that no command built together now are.
  ["BakeNoDefault", /^BakeTagCollision$/],
  ["BakeUnusedTarget", /^BakeTagCollision$/],
  // What was only checked now writes its tags.
  ["BakeCallNotBuild", /^BakeTagCollision$/],
  // The host's network brought its entitlement with it; a step that asks for that network needs it still.
  ["BakeNetworkHost", /^BakeEntitlementMissing$/],
  // Arguments that become an array are understood.
  ["MalformedExecForm", /^HealthcheckToolMissing$/],
  ["ExecFormWordsJoined", /^HealthcheckToolMissing$/],
  ["SmartQuotes", /^HealthcheckToolMissing$/],
  // Instructions that were a part of the one above are read as their own.
  ["DanglingContinuation", /./],
  // A program that the full image brought along has to be installed.
  ["PreferSlimBase", /^HealthcheckToolMissing$/],
  // The stage looked as if something could be made in it.
  ["RunNoEffect", /^CopyFromEmptyStage$/],
  // The comment that follows becomes the file's first line, where directives are looked for.
  ["UnusedStage", /^SyntaxDirectiveTypo$/],
  // The mount might have shown a shell to an image without one.
  ["WindowsNoRunMounts", /^ShellInDistroless$/],
  // A secret that is needed is missed.
  ["MountSecretOptional", /^BakeSecretNotProvided$/],
  // The manifest that the example lacks is now copied by its name.
  ["CopySourceBeforeDeps", /^CopyMissingSource$/],
  // The check that was commented out does not work.
  ["HealthcheckCommentedOut", /^Healthcheck(?:Shell|Tool)Missing$/],
  // What a target is wrong in, nobody sees before it can be resolved and its variables have values.
  ["BakeMatrixNameStatic", /./],
  ["BakeMatrixNameInvalidChars", /./],
  ["BakeInheritCycle", /./],
  ["BakeVariableTypeMismatch", /./],
  ["BakeUndefinedVariable", /^BakeAttributeType$/],
  ["BakeTargetGroupSameName", /^Bake(?:TagCollision|PushWithoutTag)$/],
  // A user that nobody creates is named once more.
  ["UserBeforeRootWork", /^UserNotCreated$/],
  ["CopyChownAfterUser", /^UserNotCreated$/],
]);

/** Rules whose fix takes out more than an instruction, with the comments in it. */
const removesComments: ReadonlySet<string> = new Set(["UnusedStage"]);
/** Rules that are about line breaks. */
const changesLineBreaks: ReadonlySet<string> = new Set(["CrlfLineEndings"]);

interface Session {
  readonly files: ReadonlyMap<string, string>;
  readonly uri: string;
  readonly workspace: Workspace;
  readonly linter: Linter;
  readonly problems: Problem[];
}

/** Tries every fix of one file alone, and then all safe ones together, with every rule on. */
export async function checkFixes(files: ReadonlyMap<string, string>, path: string): Promise<FixReport> {
  const { workspace, linter } = await memoryWorkspace(files, { configuration: { profile: "strict" } });
  await linter.loadAllRules();
  const session: Session = { files, uri: memoryUri(path), workspace, linter, problems: [] };
  const text = files.get(path)!;
  const findings = lintWith(session, new Map());
  const rules = new Map<string, number>();
  let tried = 0;
  for (const finding of findings) {
    for (const fix of finding.fixes) {
      tried++;
      rules.set(finding.rule.name, (rules.get(finding.rule.name) ?? 0) + 1);
      checkOne(session, findings, finding, fix);
    }
  }
  lintWith(session, new Map());
  const fixed = checkAll(session, text, findings);
  const fixedUnsafe = checkUnsafe(session, text, findings);
  return { problems: session.problems, tried, rules, fixed, fixedUnsafe, findings: findings.length };
}

function checkOne(session: Session, before: readonly Finding[], finding: Finding, fix: Fix): void {
  const { name } = finding.rule;
  const original = session.files.get(session.uri.slice(memoryUri("").length))!;
  const changed = new Map<string, Edit[]>();
  for (const edit of fix.edits) {
    const uri = edit.uri ?? session.uri;
    changed.set(uri, [...(changed.get(uri) ?? []), edit]);
  }
  const texts = new Map<string, string>();
  for (const [uri, edits] of changed) {
    const known = session.workspace.store.get(uri);
    if (known) texts.set(uri, applyEdits(known.text, edits));
  }
  const after = texts.get(session.uri) ?? original;
  const report = (what: string): void => void session.problems.push({ by: `${name}: ${fix.title}`, what, before: original, after });
  const faults = faultsOf(session.workspace.store.get(session.uri)!);
  if ([...texts].every(([uri, text]) => text === session.workspace.store.get(uri)!.text)) return report("changes nothing");
  const now = lintWith(session, texts);
  const newFaults = added(faults, faultsOf(session.workspace.store.get(session.uri)!));
  if (newFaults.length > 0) report(`brings the fault ${newFaults.join(", ")}`);
  const isLess = countOf(now, finding) < countOf(before, finding) || ofRule(now, finding) < ofRule(before, finding);
  if (!isLess && !isRepeated(original, after, finding)) report(`leaves its finding: ${finding.message}`);
  // Behind a fault that is gone more can be seen.
  const isReadable = faultsOf(session.workspace.store.get(session.uri)!).length < faults.length;
  const errors = isReadable ? [] : added(errorsOf(before), errorsOf(now)).filter((error) => !revealed.get(name)?.test(error));
  if (errors.length > 0) report(`brings the error ${errors.join("; ")}`);
  for (const [uri, text] of texts) checkShape(originalOf(session, uri), text, changed.get(uri)!, finding, report);
  lintWith(session, new Map());
}

function checkAll(session: Session, original: string, before: readonly Finding[]): string {
  const { workspace, linter, uri } = session;
  const snapshot = workspace.store.get(uri)!;
  const faults = faultsOf(snapshot);
  const fixed = applySafeFixes(snapshot, workspace, linter);
  const report = (what: string): void => void session.problems.push({ by: "fix-all", what, before: original, after: fixed });
  const now = lintWith(session, new Map([[uri, fixed]]));
  if (applySafeFixes(workspace.store.get(uri)!, workspace, linter) !== fixed) report(`is not settled after ${maximumPasses} passes`);
  lintWith(session, new Map([[uri, fixed]]));
  const newFaults = added(faults, faultsOf(workspace.store.get(uri)!));
  if (newFaults.length > 0) report(`brings the fault ${newFaults.join(", ")}`);
  if (now.length > before.length) report(`brings findings, ${before.length} to ${now.length}: ${added(namesOf(before), namesOf(now)).join(", ")}`);
  const errors = added(errorsOf(before), errorsOf(now));
  if (errors.length > 0) report(`brings the error ${errors.join("; ")}`);
  checkLineBreaks(original, fixed, report);
  const lost = lostComments(original, fixed).filter((comment) => !before.some((finding) => isInComment(original, finding, comment)));
  if (lost.length > 0) report(`loses the comment ${lost.join(", ")}`);
  return fixed;
}

/** The first fixes of all findings, suggestions included, applied at once: no instruction may swallow another one. */
function checkUnsafe(session: Session, original: string, before: readonly Finding[]): string {
  const { workspace, uri } = session;
  const fixed = applyEdits(original, collectFixes(before, uri, () => true));
  lintWith(session, new Map());
  const faults = faultsOf(workspace.store.get(uri)!);
  lintWith(session, new Map([[uri, fixed]]));
  const newFaults = added(faults, faultsOf(workspace.store.get(uri)!));
  if (newFaults.length > 0) session.problems.push({ by: "all first fixes", what: `brings the fault ${newFaults.join(", ")}`, before: original, after: fixed });
  return fixed;
}

/** A comment may change by a fix of a finding in it; line breaks stay what they were; a line that stays is not written anew. */
function checkShape(before: string, after: string, edits: readonly Edit[], finding: Finding, report: (what: string) => void): void {
  if (!changesLineBreaks.has(finding.rule.name)) checkLineBreaks(before, after, report);
  const lost = removesComments.has(finding.rule.name) ? [] : lostComments(before, after).filter((comment) => !isInComment(before, finding, comment));
  if (lost.length > 0) report(`loses the comment ${lost.join(", ")}`);
  for (const { span, newText } of edits) {
    const first = /^([^\n]+\n)/.exec(before.slice(span.start, span.end))?.[1];
    if (first !== undefined && newText.startsWith(first)) report(`writes a line anew that does not change: ${first.trim()}`);
  }
}

function checkLineBreaks(before: string, after: string, report: (what: string) => void): void {
  if (!/(?<!\r)\n/.test(before) && before.includes("\n") && /(?<!\r)\n/.test(after)) report("mixes LF into CRLF");
  if (!before.includes("\r") && after.includes("\r")) report("mixes CR into LF");
  if (/\n$/.test(before) && after !== "" && !/\n$/.test(after)) report("drops the last line break");
}

/** Comment lines of the file and of the scripts in it, without their indentation; parser directives are no comments. */
function commentsOf(text: string): string[] {
  return [...text.matchAll(/^[ \t]*((?:#(?![ \t]*(?:syntax|escape|check)[ \t]*=)|\/\/).*?)\r?$/gm)].map((match) => match[1]!);
}

/** A comment may get a word more, as a description that is to begin with its name. */
function lostComments(before: string, after: string): string[] {
  const kept = commentsOf(after);
  return added(kept, commentsOf(before)).filter((comment) => !kept.some((other) => other.endsWith(comment.replace(/^[#/ \t]+/, ""))));
}

function isInComment(text: string, { span }: Finding, comment: string): boolean {
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const end = text.indexOf("\n", Math.max(span.start, span.end - 1));
  return text.slice(start, end < 0 ? text.length : end).includes(comment);
}

/** The findings of the checked file when the given files have other texts and all others their own. */
function lintWith(session: Session, texts: ReadonlyMap<string, string>): Finding[] {
  const { store } = session.workspace;
  for (const path of session.files.keys()) {
    const uri = memoryUri(path);
    const text = texts.get(uri) ?? session.files.get(path)!;
    if (store.get(uri)?.text === text && store.openDocuments().some((open) => open.uri === uri)) continue;
    if (store.changeDocument(uri, 1, text) === undefined) store.openDocument(uri, 1, text, undefined);
  }
  return session.linter.lint(store.get(session.uri)!);
}

function originalOf(session: Session, uri: string): string {
  return session.files.get(uri.slice(memoryUri("").length)) ?? "";
}

function faultsOf(snapshot: Snapshot): string[] {
  return (snapshot.dockerfile?.tree.faults ?? snapshot.bakeFile?.tree.faults ?? []).map(({ code }) => code);
}

/** A file that is not in the example is no fault of the fix that made a target readable. */
function errorsOf(findings: readonly Finding[]): string[] {
  return findings.filter(({ severity, rule }) => severity === "error" && rule.name !== "BakeDockerfileMissing" && rule.name !== "BakeContextMissing").map(({ rule }) => rule.name);
}

function namesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ rule }) => rule.name);
}

function countOf(findings: readonly Finding[], { rule, message }: Finding): number {
  return findings.filter((other) => other.rule === rule && other.message === message).length;
}

function ofRule(findings: readonly Finding[], { rule }: Finding): number {
  return findings.filter((other) => other.rule === rule).length;
}

/** Whether the fix removed one of several places that say the same, for all of which there is one finding. */
function isRepeated(before: string, after: string, { span }: Finding): boolean {
  const text = before.slice(span.start, span.end);
  const times = before.split(text).length;
  return text.length > 4 && times > 2 && after.split(text).length < times;
}

/** What is in the second list oftener than in the first. */
function added(before: readonly string[], after: readonly string[]): string[] {
  const rest = [...before];
  return after.filter((entry) => {
    const index = rest.indexOf(entry);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}
