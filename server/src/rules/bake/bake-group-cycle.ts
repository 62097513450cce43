import { isKnown, textOf } from "../../eval/resolved-bake.ts";
import { findRings } from "../../workspace/rings.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeGroupCycle",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "Groups contain one another in a ring.",
  check: ({ bake, report }) => {
    const { groups, targets } = bake.evaluation;
    const members = (name: string) => (groups.get(name)?.targets ?? []).flatMap((edge) => {
      if (!isKnown(edge.value) || !groups.has(edge.value)) return [];
      // Inside a group its own name means the target of that name, and so does the name of a matrix.
      return targets.has(edge.value) && edge.value === name ? [] : [{ to: edge.value, edge }];
    });
    for (const { edge, ring } of findRings([...groups].flatMap(([name, group]) => (group.isMatrix ? [] : [name])), members)) {
      if (ring.length > 2 || !targets.has(ring[0]!)) {
        const edit = removeValue(bake, edge);
        report(edge, `These groups contain one another: ${ring.join(" → ")}.`, edit && suggestion(`Take "${textOf(edge)}" out of this group`, edit));
      }
    }
  },
});
