import type { Span } from "../base/span.ts";
import { countBefore } from "../model/dockerfile/dockerfile.ts";
import type { BakeAttribute, BakeBlock, TargetBlock } from "../model/bake/bake-file.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeSet, BakeSetEvaluation } from "./bake-sets.ts";
import type { Snapshot } from "./snapshot.ts";

/** A value that stands in a block as it is, not as a part of an expression, so that it can be edited there. */
export interface WrittenValue {
  readonly file: Snapshot;
  readonly block: BakeBlock;
  readonly attribute: BakeAttribute;
  readonly expression: Expression;
  /** The whole value of the attribute, an element of its list, or an entry of its map. */
  readonly part: "attribute" | "element" | "entry";
  /** What has to go so that the value is gone: the attribute, the element, or key and value. */
  readonly whole: Span;
}

/** Finds a value by its place; undefined for one that comes out of a function, a loop or another file. */
export function writtenValue(set: BakeSet, { uri, span }: { readonly uri: string; readonly span: Span }): WrittenValue | undefined {
  const file = set.files.find((candidate) => candidate.uri === uri);
  if (!file?.bakeFile) return undefined;
  const { targets, groups, variables } = file.bakeFile;
  for (const block of [targets, groups, variables].flatMap((blocks) => blocksAround(blocks, span))) {
    for (const attribute of block.attributes.values()) {
      if (!holds(attribute.valueSpan, span)) continue;
      const found = partAt(attribute.value, span);
      if (found) return { file, block, attribute, ...found, whole: found.part === "attribute" ? attribute.span : found.whole };
    }
  }
  return undefined;
}

/** The blocks that hold the span, of blocks in the order of the text; in JSON several bodies begin with one name. */
function blocksAround(blocks: readonly BakeBlock[], span: Span): BakeBlock[] {
  const end = countBefore(blocks, span.start + 1);
  const start = countBefore(blocks, blocks[end - 1]?.span.start ?? 0);
  return blocks.slice(start, end).filter((block) => holds(block.span, span));
}

function partAt(value: Expression, span: Span): Pick<WrittenValue, "expression" | "part" | "whole"> | undefined {
  if (isSame(value.span, span)) return { expression: value, part: "attribute", whole: value.span };
  if (value.kind === "tuple") {
    const element = value.items.find((item) => isSame(item.span, span));
    return element && { expression: element, part: "element", whole: element.span };
  }
  const entry = value.kind === "object" ? value.items.find((item) => isSame(item.value.span, span)) : undefined;
  return entry && { expression: entry.value, part: "entry", whole: entry.span };
}

/** Whether just one of the blocks that define a value's target has the attribute, so that no other counts once the value is gone. */
export function isInOneBlock(set: BakeSetEvaluation, { ownerTarget }: { readonly ownerTarget: string }, attribute: string): boolean {
  const blocks = set.evaluation.targets.get(ownerTarget)?.blocks ?? [];
  return blocks.filter(({ block }) => block.attributes.has(attribute)).length === 1;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The block of a target that a further attribute is written into: its last one, unless a matrix makes several targets of it. */
export function ownBlockOf(set: BakeSetEvaluation, name: string): { readonly file: Snapshot; readonly block: TargetBlock } | undefined {
  const last = set.evaluation.targets.get(name)?.blocks.at(-1);
  const file = last && set.files.find(({ uri }) => uri === last.uri);
  return file?.role === "bake-hcl" && !last!.block.attributes.has("matrix") ? { file, block: last!.block } : undefined;
}

/** The text between the quotes of a string without escapes, which may hold interpolations; undefined for all else. */
export function quotedContent(text: string, expression: Expression): string | undefined {
  if (expression.kind !== "template" || expression.form === "heredoc") return undefined;
  const content = text.slice(expression.contentSpan.start, expression.contentSpan.end);
  return /["\\]/.test(content) ? undefined : content;
}

