import type * as lsp from "vscode-languageserver-types";
import type { Body } from "../syntax/hcl/tree.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { LoadService } from "./base/service.ts";

/** Stages, long instructions and comments of a Dockerfile; blocks of a bake file. */
export async function foldingRanges(snapshot: Snapshot, service: LoadService): Promise<lsp.FoldingRange[]> {
  if (snapshot.bakeFile) return foldBlocks(snapshot, snapshot.bakeFile.tree.body);
  const { dockerfile } = snapshot;
  if (!dockerfile) return [];
  const stages = dockerfile.stages.length < 2 ? [] : dockerfile.stages.map((stage) => lineRange(snapshot, stage.span.start, stage.span.end));
  const base = (await service()).computeFoldingRanges(snapshot.text);
  const starts = new Set(stages.map((range) => range.startLine));
  return [...stages.filter((range) => range.endLine > range.startLine), ...base.filter((range) => !starts.has(range.startLine))];
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
