import { isKnown } from "../../eval/resolved-bake.ts";
import { findRings } from "../../workspace/rings.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInheritCycle",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "Targets inherit from one another in a ring.",
  check: ({ bake: { resolved: { targets } }, report }) => {
    const parents = (name: string) => (targets.get(name)?.inherits ?? []).flatMap((edge) => (isKnown(edge.value) ? [{ to: edge.value, edge }] : []));
    for (const { edge, ring } of findRings(targets.keys(), parents)) report(edge, `These targets inherit from one another: ${ring.join(" → ")}. bake drops the repeated one.`);
  },
});
