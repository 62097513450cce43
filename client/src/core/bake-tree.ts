import type { BakeGroupItem, BakeProblem, BakeSetItem, BakeTargetItem } from "../protocol.ts";
import { code, escapeMarkdown } from "./markdown.ts";

/** A row of the Bake tree, before VS Code draws it. */
export type BakeNode =
  | { readonly kind: "set"; readonly set: BakeSetItem; readonly children: readonly BakeNode[] }
  | { readonly kind: "group"; readonly set: BakeSetItem; readonly group: BakeGroupItem; readonly children: readonly BakeNode[] }
  | { readonly kind: "target"; readonly set: BakeSetItem; readonly target: BakeTargetItem; readonly parents: string }
  | { readonly kind: "problem"; readonly set: BakeSetItem; readonly problem: BakeProblem };

/** Sets, in them their problems, their groups with the members, then every target that is in no group; those to inherit from come last. */
export function buildBakeTree(sets: readonly BakeSetItem[]): BakeNode[] {
  return sets.map((set): BakeNode => {
    const grouped = new Set(set.groups.flatMap((group) => group.targets));
    const loose = set.targets.filter((target) => !grouped.has(target.name));
    return {
      kind: "set",
      set,
      children: [
        ...set.problems.map((problem): BakeNode => ({ kind: "problem", set, problem })),
        ...set.groups.filter((group) => !isNested(set, group)).map((group) => groupNode(set, group, [])),
        ...loose.filter((target) => !target.isAbstract).map((target) => targetNode(set, target, [])),
        ...loose.filter((target) => target.isAbstract).map((target) => targetNode(set, target, [])),
      ],
    };
  });
}

/** Groups inside groups are shown where they are used; one that only a circle holds stays at the top. */
function isNested(set: BakeSetItem, group: BakeGroupItem): boolean {
  return set.groups.some((other) => other.name !== group.name && other.targets.includes(group.name) && !group.targets.includes(other.name));
}

function groupNode(set: BakeSetItem, group: BakeGroupItem, parents: readonly string[]): BakeNode {
  const inside = [...parents, group.name];
  return {
    kind: "group",
    set,
    group,
    children: group.targets.flatMap((member): BakeNode[] => {
      const inner = inside.includes(member) ? undefined : set.groups.find((candidate) => candidate.name === member);
      if (inner) return [groupNode(set, inner, inside)];
      const target = set.targets.find((candidate) => candidate.name === member);
      return target ? [targetNode(set, target, inside)] : [];
    }),
  };
}

function targetNode(set: BakeSetItem, target: BakeTargetItem, parents: readonly string[]): BakeNode {
  return { kind: "target", set, target, parents: parents.join("/") };
}

/** What stands dimmed behind the name: stage, tags, or why the target cannot be built by itself. */
export function targetDescription(target: BakeTargetItem): string {
  if (target.isAbstract) return "to inherit from";
  const parts = [target.stage ? `stage ${target.stage}` : "", target.tags[0] ?? "", target.tags.length > 1 ? `+${target.tags.length - 1}` : ""];
  return parts.filter((part) => part !== "").join(" · ");
}

export function targetTooltip(target: BakeTargetItem): string {
  const lines = [
    `**${escapeMarkdown(target.name)}**${target.description ? ` — ${escapeMarkdown(target.description)}` : ""}`,
    target.stage ? `Builds the stage ${code(target.stage)}` : "Builds the last stage",
    target.inherits.length > 0 ? `Inherits from ${target.inherits.map(code).join(", ")}` : "",
    target.tags.length > 0 ? `Tags: ${target.tags.map(code).join(", ")}` : "No tags",
    target.platforms.length > 0 ? `Platforms: ${target.platforms.map(code).join(", ")}` : "",
  ];
  return lines.filter((line) => line !== "").join("\n\n");
}

/** Groups first, then targets that can be built by themselves: what a user may pick. */
export interface BakeChoice {
  readonly name: string;
  readonly isGroup: boolean;
  readonly description: string;
  readonly detail: string | undefined;
}

export function bakeChoices(set: BakeSetItem): BakeChoice[] {
  const groups = set.groups.map((group): BakeChoice => ({
    name: group.name,
    isGroup: true,
    description: group.targets.join(", "),
    detail: group.description,
  }));
  const names = new Set(groups.map((group) => group.name));
  const targets = set.targets
    .filter((target) => !target.isAbstract && !names.has(target.name))
    .map((target): BakeChoice => ({ name: target.name, isGroup: false, description: targetDescription(target), detail: target.description }));
  return [...groups, ...targets];
}

/** What to tick at first: what was built last as far as it still exists, else `default`, else nothing. */
export function preselect(choices: readonly BakeChoice[], last: readonly string[]): string[] {
  const names = new Set(choices.map((choice) => choice.name));
  const known = last.filter((name) => names.has(name));
  if (known.length > 0) return known;
  return names.has("default") ? ["default"] : [];
}
