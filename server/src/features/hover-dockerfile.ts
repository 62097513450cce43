import type * as lsp from "vscode-languageserver-types";
import { touches } from "../base/span.ts";
import { findFlag, findInstruction } from "../data/instructions.ts";
import type { Dockerfile, Stage } from "../model/dockerfile/dockerfile.ts";
import type { Instruction } from "../syntax/dockerfile/tree.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LoadService } from "./base/service.ts";
import type { HoverPart } from "./hover.ts";

/** Stages with what builds them, instructions and flags from our tables; the base service for the rest. */
export async function hoverDockerfile(snapshot: Snapshot, dockerfile: Dockerfile, offset: number, workspace: Workspace, service: LoadService): Promise<HoverPart[]> {
  const instruction = dockerfile.tree.instructions.find((candidate) => touches(candidate.span, offset));
  const own = instruction ? hoverInstruction(dockerfile, instruction, offset, snapshot, workspace) : undefined;
  if (own) return [own];
  const base = (await service()).computeHover(snapshot.text, snapshot.lines.positionAt(offset));
  const markdown = base ? markdownOf(base.contents) : "";
  if (markdown === "") return [];
  return [{ markdown, span: base?.range ? snapshot.lines.spanOf(base.range) : { start: offset, end: offset } }];
}

function hoverInstruction(dockerfile: Dockerfile, instruction: Instruction, offset: number, snapshot: Snapshot, workspace: Workspace): HoverPart | undefined {
  if (touches(instruction.keywordSpan, offset)) {
    const info = findInstruction(instruction.keyword);
    return info && { markdown: `**${info.name}**\n\n${info.hover}\n\n[Reference](${info.url})`, span: instruction.keywordSpan };
  }
  for (const flag of instruction.flags) {
    if (!touches(flag.nameSpan, offset)) continue;
    const info = findFlag(instruction.keyword, flag.name);
    if (info) return { markdown: `**${instruction.keyword} --${info.name}**\n\n${info.hover}`, span: flag.span };
  }
  if (instruction.kind === "ONBUILD") return instruction.inner && hoverInstruction(dockerfile, instruction.inner, offset, snapshot, workspace);
  const stage = stageAt(dockerfile, instruction, offset);
  return stage && { markdown: describeStage(stage.stage, snapshot, workspace), span: stage.span };
}

/** The stage that the text at `offset` names: behind AS, in FROM, or in `--from`. */
export function stageAt(dockerfile: Dockerfile, instruction: Instruction, offset: number) {
  if (instruction.kind === "FROM") {
    const own = dockerfile.stageOf(instruction);
    if (own && instruction.name && touches(instruction.name.span, offset)) return { stage: own, span: instruction.name.span };
    if (own?.base.kind === "stage" && instruction.image && touches(instruction.image.span, offset)) return { stage: own.base.stage, span: instruction.image.span };
  }
  const from = instruction.flags.find((flag) => flag.name === "from");
  if (!from?.value || !touches(from.value.span, offset)) return undefined;
  const stage = dockerfile.findStage(from.value.text, dockerfile.stageOf(instruction)?.index);
  return stage && { stage, span: from.value.span };
}

export function stageLabel(stage: Stage): string {
  return stage.name?.text ?? `stage ${stage.index}`;
}

function describeStage(stage: Stage, snapshot: Snapshot, workspace: Workspace): string {
  const builds = workspace.useOf(snapshot.uri).builds.filter((build) => build.stage === stage);
  const targets = builds.length > 0 ? `\n\nBuilt by ${builds.map((build) => `\`${build.target}\``).join(", ")}.` : "";
  return `Stage **${stageLabel(stage)}** (${stage.index + 1} of ${stage.dockerfile.stages.length}), from \`${stage.from.image?.text ?? "?"}\`.${targets}`;
}

function markdownOf(contents: lsp.Hover["contents"]): string {
  if (typeof contents === "string") return contents;
  if (Array.isArray(contents)) return contents.map((part) => (typeof part === "string" ? part : part.value)).join("\n\n");
  return contents.value;
}
