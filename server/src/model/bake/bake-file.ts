import { memoize } from "../../base/memoize.ts";
import type { Span, Spanned } from "../../base/span.ts";
import type { Attribute, Block, Expression, HclTree } from "../../syntax/hcl/tree.ts";
import { bakeBlock } from "../../data/bake-attributes.ts";

/** What one HCL or JSON Bake file declares, without evaluating anything. */
export interface BakeFile {
  readonly uri: string;
  readonly tree: HclTree;
  readonly targets: readonly TargetBlock[];
  readonly groups: readonly GroupBlock[];
  readonly variables: readonly VariableBlock[];
  readonly functions: readonly FunctionBlock[];
  /** Top-level attributes, which are constants for all files of the set. */
  readonly globals: readonly BakeAttribute[];
  /** Top-level blocks of no known type; buildx ignores them without a word. */
  readonly unknownBlocks: readonly Block[];
}

export interface BakeAttribute extends Spanned {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
  readonly valueSpan: Span;
}

export interface BakeBlock extends Spanned {
  readonly type: "target" | "group" | "variable" | "function";
  /** The first label, or "" when there is none. */
  readonly name: string;
  /** The label as written, with its quotes. */
  readonly labelSpan: Span;
  /** The name without quotes. */
  readonly nameSpan: Span;
  readonly block: Block;
  /** The last of each name, known to buildx or not. */
  readonly attributes: ReadonlyMap<string, BakeAttribute>;
  /** Attributes that buildx ignores, in source order. */
  readonly unknownAttributes: readonly BakeAttribute[];
  /** Nested blocks that buildx ignores, in source order. */
  readonly unknownBlocks: readonly Block[];
}

export interface TargetBlock extends BakeBlock {
  readonly type: "target";
}

export interface GroupBlock extends BakeBlock {
  readonly type: "group";
}

export interface VariableBlock extends BakeBlock {
  readonly type: "variable";
  readonly validations: readonly BakeBlockBody[];
}

export interface FunctionBlock extends BakeBlock {
  readonly type: "function";
}

export interface BakeBlockBody {
  readonly block: Block;
  readonly attributes: ReadonlyMap<string, BakeAttribute>;
}

export function readBakeFile(uri: string, tree: HclTree): BakeFile {
  const targets: TargetBlock[] = [];
  const groups: GroupBlock[] = [];
  const variables: VariableBlock[] = [];
  const functions: FunctionBlock[] = [];
  const globals: BakeAttribute[] = [];
  const unknownBlocks: Block[] = [];
  for (const item of tree.body.items) {
    if (item.kind === "attribute") {
      globals.push(readAttribute(item));
      continue;
    }
    switch (item.type) {
      case "target": targets.push(readTarget(item)); break;
      case "group": groups.push(readGroup(item)); break;
      case "variable": variables.push(readVariable(item)); break;
      case "function": functions.push(readFunction(item)); break;
      default: unknownBlocks.push(item);
    }
  }
  return { uri, tree, targets, groups, variables, functions, globals, unknownBlocks };
}

// Trees keep the items that an edit did not touch, and what is read of them stays the same object with them.
const readTarget = memoize((block: Block): TargetBlock => ({ ...readBlock(block, "target"), type: "target" }));
const readGroup = memoize((block: Block): GroupBlock => ({ ...readBlock(block, "group"), type: "group" }));
const readVariable = memoize((block: Block): VariableBlock => ({ ...readBlock(block, "variable"), type: "variable", validations: readValidations(block) }));
const readFunction = memoize((block: Block): FunctionBlock => ({ ...readBlock(block, "function"), type: "function" }));

function readAttribute(attribute: Attribute): BakeAttribute {
  return { name: attribute.name, nameSpan: attribute.nameSpan, value: attribute.value, valueSpan: attribute.value.span, span: attribute.span };
}

function readAttributes(block: Block): Map<string, BakeAttribute> {
  const attributes = new Map<string, BakeAttribute>();
  for (const item of block.body.items) if (item.kind === "attribute") attributes.set(item.name, readAttribute(item));
  return attributes;
}

function readBlock(block: Block, type: BakeBlock["type"]): BakeBlock {
  const known = bakeBlock(type);
  const label = block.labels[0];
  const labelSpan = label?.span ?? { start: block.typeSpan.end, end: block.typeSpan.end };
  const quoted = label?.quoted === true && labelSpan.end - labelSpan.start >= 2;
  const attributes = readAttributes(block);
  return {
    type, name: label?.name ?? "", labelSpan, nameSpan: quoted ? { start: labelSpan.start + 1, end: labelSpan.end - 1 } : labelSpan, block, span: block.span,
    attributes,
    unknownAttributes: block.body.items.flatMap((item) => (item.kind === "attribute" && !known.attributes.has(item.name) ? [readAttribute(item)] : [])),
    unknownBlocks: block.body.items.flatMap((item) => (item.kind === "block" && !known.blocks.has(item.type) ? [item] : [])),
  };
}

function readValidations(block: Block): BakeBlockBody[] {
  return block.body.items.flatMap((item) => (item.kind === "block" && item.type === "validation" ? [{ block: item, attributes: readAttributes(item) }] : []));
}
