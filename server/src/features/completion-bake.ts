import type * as lsp from "vscode-languageserver-types";
import { touches } from "../base/span.ts";
import { bakeBlock, bakeBlockTypes } from "../data/bake-attributes.ts";
import type { BakeAttribute, BakeBlock, BakeFile } from "../model/bake/bake-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { SetModel, Workspace } from "../workspace/workspace.ts";

const kinds = { function: 3, variable: 6, module: 9, property: 10, keyword: 14, reference: 18, enumMember: 20 } as const;
const snippet: lsp.InsertTextFormat = 2;

/** Block types, attributes that are not set yet, and the names that a value may refer to. */
export function completeBake(snapshot: Snapshot, file: BakeFile, offset: number, workspace: Workspace): lsp.CompletionItem[] {
  const blocks: readonly BakeBlock[] = [...file.targets, ...file.groups, ...file.variables, ...file.functions];
  const block = blocks.find((candidate) => candidate.span.start < offset && offset < candidate.span.end && (candidate.block.openBrace?.end ?? Infinity) <= offset);
  const line = snapshot.text.slice(snapshot.text.lastIndexOf("\n", offset - 1) + 1, offset);
  if (!block) return /^\s*\w*$/.test(line) ? bakeBlockTypes.map(blockItem) : [];
  const attribute = [...block.attributes.values()].find((candidate) => touches(candidate.span, offset) && offset > candidate.nameSpan.end);
  if (attribute || /=/.test(line)) return completeValue(block, attribute, line, workspace.modelsOfFile(snapshot.uri));
  return /^\s*[\w-]*$/.test(line) ? attributeItems(block) : [];
}

function blockItem(type: (typeof bakeBlockTypes)[number]): lsp.CompletionItem {
  return {
    label: type,
    kind: kinds.keyword,
    documentation: { kind: "markdown", value: bakeBlock(type).hover },
    insertText: `${type} "\${1:name}" {\n  $0\n}`,
    insertTextFormat: snippet,
  };
}

function attributeItems(block: BakeBlock): lsp.CompletionItem[] {
  const known = [...bakeBlock(block.type).attributes.values()].filter((info) => !block.attributes.has(info.name));
  return known.map((info) => ({
    label: info.name,
    kind: kinds.property,
    detail: info.type,
    documentation: { kind: "markdown", value: info.hover },
    insertText: `${info.name} = ${valueSnippet(info.type)}`,
    insertTextFormat: snippet,
  }));
}

function valueSnippet(type: string): string {
  if (type.startsWith("list")) return '["$0"]';
  if (type.startsWith("map") || type === "matrix") return "{\n  $0\n}";
  return type === "string" ? '"$0"' : "$0";
}

function completeValue(block: BakeBlock, attribute: BakeAttribute | undefined, line: string, models: readonly SetModel[]): lsp.CompletionItem[] {
  const name = attribute?.name ?? /^\s*([\w-]+)\s*=/.exec(line)?.[1];
  const info = name === undefined ? undefined : bakeBlock(block.type).attributes.get(name);
  const isInString = (line.match(/"/g)?.length ?? 0) % 2 === 1 && !/\$\{[^}]*$/.test(line);
  if (!isInString) return variableItems(models);
  const values = (info?.values ?? []).map((label) => ({ label, kind: kinds.enumMember }));
  if (info?.refersTo === "target" || info?.refersTo === "target-or-group") return [...values, ...targetItems(models, info.refersTo === "target-or-group", block)];
  if (info?.refersTo === "stage") return [...values, ...stageItems(models, block.name)];
  return values;
}

function variableItems(models: readonly SetModel[]): lsp.CompletionItem[] {
  return models.flatMap(({ set }) => [...set.evaluation.variables.values()].map((variable) => ({ label: variable.name, kind: kinds.variable, ...(variable.description ? { detail: variable.description } : {}) })));
}

function targetItems(models: readonly SetModel[], withGroups: boolean, block: BakeBlock): lsp.CompletionItem[] {
  return models.flatMap(({ set }) => [
    ...[...set.resolved.targets.keys()].filter((name) => name !== block.name || block.type === "group").map((label) => ({ label, kind: kinds.module, detail: "target" })),
    ...(withGroups ? [...set.resolved.groups.keys()].filter((name) => name !== block.name).map((label) => ({ label, kind: kinds.module, detail: "group" })) : []),
  ]);
}

/** The stages of the Dockerfile that the block's target builds. */
function stageItems(models: readonly SetModel[], targetName: string): lsp.CompletionItem[] {
  const stages = models.flatMap(({ links }) => links.filter((link) => link.target.name === targetName).flatMap((link) => link.dockerfile?.dockerfile?.stages ?? []));
  return stages.flatMap((stage) => (stage.name ? [{ label: stage.name.text, kind: kinds.reference, detail: `FROM ${stage.from.image?.text ?? ""}` }] : []));
}
