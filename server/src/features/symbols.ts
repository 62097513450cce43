import type * as lsp from "vscode-languageserver-types";
import { encloses, type Span } from "../base/span.ts";
import type { BakeBlock, BakeFile } from "../model/bake/bake-file.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { Instruction } from "../syntax/dockerfile/tree.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { inlinesOf } from "./inline.ts";

/** Numbers of LSP's SymbolKind. */
const kinds = { module: 2, class: 5, property: 7, function: 12, variable: 13, constant: 14, array: 18, event: 24 } as const;

type RangeOf = (span: Span) => lsp.Range;

/** The outline: stages with their instructions, or bake blocks with their attributes and the Dockerfiles that these hold. */
export function documentSymbols(snapshot: Snapshot, workspace: Workspace): lsp.DocumentSymbol[] {
  const rangeOf: RangeOf = (span) => snapshot.lines.rangeOf(span);
  if (snapshot.dockerfile) return dockerfileSymbols(snapshot.dockerfile, rangeOf);
  return snapshot.bakeFile ? bakeSymbols(snapshot, snapshot.bakeFile, rangeOf, workspace) : [];
}

function dockerfileSymbols(dockerfile: Dockerfile, rangeOf: RangeOf): lsp.DocumentSymbol[] {
  const before = dockerfile.tree.instructions.filter((instruction) => !dockerfile.stageOf(instruction));
  const stages = dockerfile.stages.map((stage) => ({
    ...symbol(rangeOf, stage.name?.text ?? stage.from.image?.text ?? "FROM", `FROM ${stage.from.image?.text ?? ""}`.trim(), kinds.class, stage.span, stage.from.headSpan),
    children: stage.instructions.map((instruction) => instructionSymbol(dockerfile, instruction, rangeOf)),
  }));
  return [...before.map((instruction) => instructionSymbol(dockerfile, instruction, rangeOf)), ...stages];
}

function instructionSymbol(dockerfile: Dockerfile, instruction: Instruction, rangeOf: RangeOf): lsp.DocumentSymbol {
  const text = dockerfile.text.slice(instruction.argumentsSpan.start, instruction.argumentsSpan.end).replace(/\s+/g, " ").slice(0, 60);
  const kind = instruction.kind === "ARG" || instruction.kind === "ENV" ? kinds.variable : kinds.event;
  return symbol(rangeOf, instruction.keyword || "?", text, kind, instruction.span, instruction.keywordSpan);
}

function bakeSymbols(snapshot: Snapshot, file: BakeFile, rangeOf: RangeOf, workspace: Workspace): lsp.DocumentSymbol[] {
  const blocks: [readonly BakeBlock[], lsp.SymbolKind][] = [[file.variables, kinds.variable], [file.functions, kinds.function], [file.groups, kinds.array], [file.targets, kinds.module]];
  const found = blocks.flatMap(([list, kind]) => list.map((block) => ({
    ...symbol(rangeOf, block.name || `(unnamed ${block.type})`, block.type, kind, block.span, block.nameSpan),
    children: [...block.attributes.values()].map((attribute) => ({
      ...symbol(rangeOf, attribute.name, "", kinds.property, attribute.span, attribute.nameSpan),
      ...(attribute.name === "dockerfile-inline" ? { children: inlineSymbols(snapshot, attribute.valueSpan, workspace) } : {}),
    })),
  })));
  const globals = file.globals.map((attribute) => symbol(rangeOf, attribute.name, "", kinds.constant, attribute.span, attribute.nameSpan));
  return [...globals, ...found].sort((a, b) => a.range.start.line - b.range.start.line);
}

/** The stages of the Dockerfile that this value is, unless parts of it are written elsewhere. */
function inlineSymbols(snapshot: Snapshot, value: Span, workspace: Workspace): lsp.DocumentSymbol[] {
  const inline = inlinesOf(snapshot, workspace).find(({ text }) => {
    const { uri, span } = text.placeOf({ start: 0, end: text.text.length });
    return uri === snapshot.uri && encloses(value, span);
  });
  return inline?.snapshot.dockerfile ? dockerfileSymbols(inline.snapshot.dockerfile, (span) => snapshot.lines.rangeOf(inline.text.placeOf(span).span)) : [];
}

function symbol(rangeOf: RangeOf, name: string, detail: string, kind: lsp.SymbolKind, span: Span, selection: Span): lsp.DocumentSymbol {
  return { name, detail, kind, range: rangeOf(span), selectionRange: rangeOf(selection) };
}
