import { bakeBlock } from "../../data/bake-attributes.ts";
import { textOf, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { givenByParents, hasAncestor, type InheritedAttribute } from "../../workspace/inherited-values.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { addAttribute } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

const overriding = [...bakeBlock("target").attributes.values()].filter(({ merge, name }) => merge === "override" && name !== "description").map(({ name }) => name);

export default defineRule({
  name: "BakeInheritOrder",
  language: "bake",
  category: "correctness",
  severity: "hint",
  summary: "Two parents set one attribute to different values, and only their order decides.",
  check: (context) => {
    for (const target of context.bake.resolved.targets.values()) {
      if (target.inherits.length < 2) continue;
      const own = context.bake.evaluation.targets.get(target.name)?.attributes;
      for (const name of overriding) if (!own?.has(name)) checkAttribute(context, target, name);
    }
  },
});

function checkAttribute({ bake, report }: BakeContext, target: ResolvedTarget, name: string): void {
  const given = givenByParents(bake, target, name) ?? [];
  const winner = given.at(-1);
  const place = winner && target.inherits.find((parent) => textOf(parent) === winner.parent.name);
  for (const loser of place ? given.slice(0, -1) : []) {
    const text = valueText(bake, loser);
    if (loser.owner === winner!.owner || text === valueText(bake, winner!)) continue;
    const isUndone = hasAncestor(bake, loser.parent, winner!.owner);
    if (!isUndone && !isRivalry(bake, loser, winner!)) continue;
    const kept = isUndone ? text : valueText(bake, winner!);
    const edit = kept.includes("\n") ? undefined : addAttribute(bake, target, name, kept);
    const message = isUndone
      ? `"${winner!.parent.name}" brings the ${name} of "${winner!.owner}" in again, so that what "${loser.owner}" sets is lost.`
      : `"${loser.parent.name}" and "${winner!.parent.name}" set different values for ${name}; "${winner!.parent.name}" wins because it comes last.`;
    return report(place!, message, edit && suggestion(`Set ${name} = ${kept} in "${target.name}"`, edit));
  }
}

/** Two full targets. A base that comes last, such as `_platforms`, is there to override, and so is one that builds on the other's. */
function isRivalry(bake: BakeContext["bake"], loser: InheritedAttribute, winner: InheritedAttribute): boolean {
  const names = [loser.owner, loser.parent.name, winner.owner, winner.parent.name];
  return !names.some((name) => name.startsWith("_")) && !hasAncestor(bake, winner.parent, loser.owner);
}

function valueText(bake: BakeContext["bake"], { uri, attribute: { valueSpan } }: InheritedAttribute): string {
  return sourceText(bake, uri).slice(valueSpan.start, valueSpan.end);
}
