import { isKnown, textOf } from "../../eval/resolved-bake.ts";
import { findRings } from "../../workspace/rings.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInheritCycle",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "Targets inherit from one another in a ring.",
  check: ({ bake, report }) => {
    const { targets } = bake.resolved;
    const parents = (name: string) => (targets.get(name)?.inherits ?? []).flatMap((edge) => (isKnown(edge.value) ? [{ to: edge.value, edge }] : []));
    for (const { edge, ring } of findRings(targets.keys(), parents)) {
      const edit = removeValue(bake, edge);
      report(edge, `These targets inherit from one another: ${ring.join(" → ")}. bake drops the repeated one.`, edit && suggestion(`Do not inherit from "${textOf(edge)}"`, edit));
    }
  },
});
