import { code, escapeMarkdown } from "./markdown.ts";
import type { ProtocolRange, StageItem, StageRole, StagesResult, StageTarget } from "../protocol.ts";

/** A row of the Stages tree, before VS Code draws it. */
export type StageNode =
  | { readonly kind: "stage"; readonly uri: string; readonly stage: StageItem; readonly title: string; readonly children: readonly StageNode[] }
  | { readonly kind: "read"; readonly uri: string; readonly source: string; readonly isStage: boolean; readonly range: ProtocolRange }
  | { readonly kind: "target"; readonly uri: string; readonly stage: number; readonly target: StageTarget };

/** Stages nested below the stage that their FROM names; below each one first what it reads, then who builds it, then its children. */
export function buildStageTree(result: StagesResult): StageNode[] {
  const childrenOf = (parent: number | undefined): StageItem[] => result.stages.filter((stage) => validParent(result.stages, stage) === parent);
  const nodeOf = (stage: StageItem): StageNode => ({
    kind: "stage",
    uri: result.uri,
    stage,
    title: stageTitle(stage),
    children: [
      ...stage.reads.map((read): StageNode => ({
        kind: "read",
        uri: result.uri,
        source: read.stage === undefined ? read.source : stageTitle(result.stages[read.stage] ?? stage),
        isStage: read.stage !== undefined,
        range: read.range,
      })),
      ...stage.builtBy.map((target): StageNode => ({ kind: "target", uri: result.uri, stage: stage.index, target })),
      ...childrenOf(stage.index).map(nodeOf),
    ],
  });
  return childrenOf(undefined).map(nodeOf);
}

/** A stage can only build on an earlier one; anything else would be a circle, and its stages would vanish from the tree. */
function validParent(stages: readonly StageItem[], stage: StageItem): number | undefined {
  return stage.parent !== undefined && stage.parent < stage.index && stages[stage.parent] ? stage.parent : undefined;
}

export function stageTitle(stage: StageItem): string {
  return stage.name ?? `stage ${stage.index}`;
}

/** What stands dimmed behind the name: the base, what the stage is for, its problems. */
export function stageDescription(stage: StageItem): string {
  const { errors, warnings } = stage.problems;
  const parts = [
    `from ${stage.base}`,
    stage.role === "builder" ? "" : stage.role,
    count(errors, "error"),
    count(warnings, "warning"),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

export function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

const roleTexts: Readonly<Record<StageRole, string>> = {
  service: "a service that is shipped",
  shipped: "shipped",
  base: "a base for other images",
  job: "runs once and ends",
  builder: "only builds, is not shipped",
};

/** Markdown, also read aloud as the label of the row. */
export function stageTooltip(stage: StageItem): string {
  const { errors, warnings, information, hints } = stage.problems;
  const problems = [count(errors, "error"), count(warnings, "warning"), count(information, "note"), count(hints, "hint")].filter((part) => part !== "");
  const lines = [
    `**${escapeMarkdown(stageTitle(stage))}** — ${roleTexts[stage.role]}`,
    `Built on ${code(stage.base)}`,
    stage.reads.length > 0 ? `Copies from ${list(stage.reads.map((read) => read.source))}` : "",
    stage.builtBy.length > 0 ? `Built by the bake targets ${list(stage.builtBy.map(({ target }) => target))}` : "No bake target builds this stage itself",
    problems.length > 0 ? problems.join(", ") : "No problems",
  ];
  return lines.filter((line) => line !== "").join("\n\n");
}

function list(items: readonly string[]): string {
  return [...new Set(items)].map(code).join(", ");
}

/** The stage that holds `line` (from 0); undefined outside all stages. */
export function stageAtLine(stages: readonly StageItem[], line: number): StageItem | undefined {
  return stages.findLast((stage) => stage.range.start.line <= line && line <= stage.range.end.line);
}
