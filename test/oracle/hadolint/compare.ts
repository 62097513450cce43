// Compares what the profile `hadolint` finds in a Dockerfile with what hadolint finds.
import { LineIndex } from "../../../server/src/base/line-index.ts";
import type { Finding } from "../../../server/src/lint/finding.ts";
import { memoryFolder, memoryWorkspace } from "../../harness/memory-host.ts";
import type { HadolintReport } from "./run-hadolint.ts";

/** What each says, one line a finding: the first line of the instruction and the code. Sorted, without repetitions. */
export interface Comparison {
  readonly expected: string[];
  readonly actual: string[];
}

export async function compareReports(text: string, report: HadolintReport): Promise<Comparison> {
  const expected = report.findings.map(({ code, line }) => entry(code, line));
  return { expected: unique(expected), actual: unique(await entriesOf(text, new Set(expected))) };
}

async function entriesOf(text: string, expected: ReadonlySet<string>): Promise<string[]> {
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", text]]), { configuration: { profile: "hadolint" } });
  const snapshot = workspace.store.get(`${memoryFolder}/Dockerfile`)!;
  const index = new LineIndex(text);
  const instructions = snapshot.dockerfile!.tree.instructions;
  return linter.lint(snapshot).flatMap((finding) => {
    const { span } = instructions.find((instruction) => instruction.span.start <= finding.span.start && finding.span.start <= instruction.span.end) ?? finding;
    const entries = codesOf(finding).map((code) => entry(code, index.lineAt(span.start) + 1));
    // A rule may stand for several codes; the one that hadolint uses for this instruction is meant.
    const same = entries.filter((each) => expected.has(each));
    return same.length > 0 ? same : entries.slice(0, 1);
  });
}

function codesOf({ rule }: Finding): string[] {
  return (rule.aliases ?? []).filter((alias) => /^DL\d{4}$/.test(alias));
}

function entry(code: string, line: number): string {
  return `${String(line).padStart(4)} ${code}`;
}

function unique(entries: readonly string[]): string[] {
  return [...new Set(entries)].sort();
}
