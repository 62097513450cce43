import type * as lsp from "vscode-languageserver-types";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { Body } from "../syntax/hcl/tree.ts";
import type { InlineDockerfile } from "../workspace/inline-dockerfiles.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LoadService } from "./base/service.ts";
import { inlinesOf, writtenRange } from "./inline.ts";

/**
 * Stages, long instructions and comments of a Dockerfile; blocks of a bake file with the Dockerfiles that they hold. Null for other
 * files, which editors fold by their indentation as long as nobody knows better.
 */
export async function foldingRanges(snapshot: Snapshot, workspace: Workspace, service: LoadService): Promise<lsp.FoldingRange[] | null> {
  const { bakeFile } = snapshot;
  if (!bakeFile) return snapshot.dockerfile ? foldDockerfile(snapshot, snapshot.dockerfile, service) : null;
  const own = foldBlocks(snapshot, bakeFile.tree.body);
  const inside = await Promise.all(inlinesOf(snapshot, workspace).map((inline) => foldInline(snapshot, inline, service)));
  return firstOnEachLine([...own, ...inside.flat()]);
}

async function foldDockerfile(snapshot: Snapshot, { stages }: Dockerfile, service: LoadService): Promise<lsp.FoldingRange[]> {
  const whole = stages.length < 2 ? [] : stages.map((stage) => lineRange(snapshot, stage.span.start, stage.span.end));
  const base = (await service()).computeFoldingRanges(snapshot.text);
  const starts = new Set(whole.map((range) => range.startLine));
  return [...whole.filter((range) => range.endLine > range.startLine), ...base.filter((range) => !starts.has(range.startLine))];
}

async function foldInline(home: Snapshot, inline: InlineDockerfile, service: LoadService): Promise<lsp.FoldingRange[]> {
  const { dockerfile } = inline.snapshot;
  const ranges = dockerfile ? await foldDockerfile(inline.snapshot, dockerfile, service) : [];
  return ranges.flatMap((range) => {
    const written = writtenRange(inline, { start: { line: range.startLine, character: 0 }, end: { line: range.endLine, character: 1 } }, home);
    return written && written.end.line > written.start.line ? [{ ...range, startLine: written.start.line, endLine: written.end.line }] : [];
  });
}

/** A text that several targets inherit is written once. */
function firstOnEachLine(ranges: readonly lsp.FoldingRange[]): lsp.FoldingRange[] {
  const byLine = new Map<number, lsp.FoldingRange>();
  for (const range of ranges) if (!byLine.has(range.startLine)) byLine.set(range.startLine, range);
  return [...byLine.values()].sort((a, b) => a.startLine - b.startLine);
}

function foldBlocks(snapshot: Snapshot, body: Body): lsp.FoldingRange[] {
  return body.items.flatMap((item) => {
    const inner = item.kind === "block" ? foldBlocks(snapshot, item.body) : [];
    const range = lineRange(snapshot, item.span.start, item.span.end);
    return range.endLine - 1 > range.startLine ? [{ ...range, endLine: range.endLine - 1 }, ...inner] : inner;
  });
}

function lineRange(snapshot: Snapshot, start: number, end: number): lsp.FoldingRange {
  return { startLine: snapshot.lines.lineAt(start), endLine: snapshot.lines.lineAt(end) };
}
