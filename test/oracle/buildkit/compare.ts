// Compares what the profile `buildkit` finds in a Dockerfile with what BuildKit's check finds.
import { LineIndex } from "../../../server/src/base/line-index.ts";
import { allRules } from "../../../server/src/rules/all-rules.ts";
import type { Rule } from "../../../server/src/rules/rule.ts";
import { memoryFolder, memoryWorkspace } from "../../harness/memory-host.ts";
import { type BuildkitReport, withoutFrontend } from "./check-with-buildkit.ts";

/** Checks that need more than the file: an image's configuration, the files of the context. */
const beyondTheFile = new Set(["InvalidBaseImagePlatform", "CopyIgnoredFile"]);

/** What both tools say, one line a finding: `rule` and the lines of the instruction that it is about. Sorted, without repetitions. */
export interface Comparison {
  readonly expected: string[];
  readonly actual: string[];
}

/** Rules of BuildKit that no rule of ours stands for are left out; `comparedRules` tells which are compared. */
export async function compareReports(text: string, report: BuildkitReport): Promise<Comparison> {
  const compared = comparedRules();
  const expected = report.warnings.filter(({ rule }) => compared.has(rule));
  const actual = (await findingsOf(withoutFrontend(text))).map(({ rule, line }) => {
    // BuildKit names all lines of an instruction where we mark a word of it.
    const same = expected.find((warning) => warning.rule === rule && warning.firstLine <= line && line <= warning.lastLine);
    return entry(rule, same?.firstLine ?? line);
  });
  return { expected: unique(expected.map(({ rule, firstLine }) => entry(rule, firstLine))), actual: unique(actual) };
}

/** BuildKit's names of the rules that are compared. */
export function comparedRules(): ReadonlySet<string> {
  return new Set(allRules.flatMap(buildkitNames).filter((name) => !beyondTheFile.has(name)));
}

async function findingsOf(text: string): Promise<{ rule: string; line: number }[]> {
  const index = new LineIndex(text);
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", text]]), { configuration: { profile: "buildkit" } });
  return linter.lint(workspace.store.get(`${memoryFolder}/Dockerfile`)!).flatMap((finding) =>
    buildkitNames(finding.rule).map((rule) => ({ rule, line: index.lineAt(finding.span.start) + 1 })));
}

function buildkitNames(rule: Rule): string[] {
  return (rule.aliases ?? []).filter((alias) => alias.startsWith("buildkit:")).map((alias) => alias.slice("buildkit:".length));
}

function entry(rule: string, line: number): string {
  return `${String(line).padStart(4)} ${rule}`;
}

function unique(entries: readonly string[]): string[] {
  return [...new Set(entries)].sort();
}
