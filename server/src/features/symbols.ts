import type * as lsp from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import type { BakeBlock, BakeFile } from "../model/bake/bake-file.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { Instruction } from "../syntax/dockerfile/tree.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** Numbers of LSP's SymbolKind. */
const kinds = { module: 2, class: 5, property: 7, function: 12, variable: 13, constant: 14, array: 18, event: 24 } as const;

/** The outline: stages with their instructions, or bake blocks with their attributes. */
export function documentSymbols(snapshot: Snapshot): lsp.DocumentSymbol[] {
  if (snapshot.dockerfile) return dockerfileSymbols(snapshot, snapshot.dockerfile);
  return snapshot.bakeFile ? bakeSymbols(snapshot, snapshot.bakeFile) : [];
}

function dockerfileSymbols(snapshot: Snapshot, dockerfile: Dockerfile): lsp.DocumentSymbol[] {
  const before = dockerfile.tree.instructions.filter((instruction) => !dockerfile.stageOf(instruction));
  const stages = dockerfile.stages.map((stage) => ({
    ...symbol(snapshot, stage.name?.text ?? stage.from.image?.text ?? "FROM", `FROM ${stage.from.image?.text ?? ""}`.trim(), kinds.class, stage.span, stage.from.headSpan),
    children: stage.instructions.map((instruction) => instructionSymbol(snapshot, instruction)),
  }));
  return [...before.map((instruction) => instructionSymbol(snapshot, instruction)), ...stages];
}

function instructionSymbol(snapshot: Snapshot, instruction: Instruction): lsp.DocumentSymbol {
  const text = snapshot.text.slice(instruction.argumentsSpan.start, instruction.argumentsSpan.end).replace(/\s+/g, " ").slice(0, 60);
  const kind = instruction.kind === "ARG" || instruction.kind === "ENV" ? kinds.variable : kinds.event;
  return symbol(snapshot, instruction.keyword || "?", text, kind, instruction.span, instruction.keywordSpan);
}

function bakeSymbols(snapshot: Snapshot, file: BakeFile): lsp.DocumentSymbol[] {
  const blocks: [readonly BakeBlock[], lsp.SymbolKind][] = [[file.variables, kinds.variable], [file.functions, kinds.function], [file.groups, kinds.array], [file.targets, kinds.module]];
  const found = blocks.flatMap(([list, kind]) => list.map((block) => ({
    ...symbol(snapshot, block.name || `(unnamed ${block.type})`, block.type, kind, block.span, block.nameSpan),
    children: [...block.attributes.values()].map((attribute) => symbol(snapshot, attribute.name, "", kinds.property, attribute.span, attribute.nameSpan)),
  })));
  const globals = file.globals.map((attribute) => symbol(snapshot, attribute.name, "", kinds.constant, attribute.span, attribute.nameSpan));
  return [...globals, ...found].sort((a, b) => a.range.start.line - b.range.start.line);
}

function symbol(snapshot: Snapshot, name: string, detail: string, kind: lsp.SymbolKind, span: Span, selection: Span): lsp.DocumentSymbol {
  return { name, detail, kind, range: snapshot.lines.rangeOf(span), selectionRange: snapshot.lines.rangeOf(selection) };
}
