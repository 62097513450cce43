import { linkedTarget } from "../../eval/linked-contexts.ts";
import { findRings } from "../../workspace/rings.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeContextCycle",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "Targets use one another, or themselves, as named contexts.",
  check: ({ bake: { resolved: { targets } }, report }) => {
    const contexts = (name: string) => [...targets.get(name)?.contexts.values() ?? []].flatMap((edge) => linkedTarget(edge) ?? []).map((to, index) => ({ to, edge: index }));
    for (const { ring } of findRings(targets.keys(), contexts)) {
      const user = targets.get(ring[ring.length - 2]!);
      const edge = [...user?.contexts.values() ?? []].find((context) => linkedTarget(context) === ring[0]);
      if (edge) report(edge, ring.length === 2 ? `"${ring[0]}" uses itself as a context.` : `These targets use one another as contexts: ${ring.join(" → ")}.`);
    }
  },
});
