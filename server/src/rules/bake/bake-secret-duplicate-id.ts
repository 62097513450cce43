import { type Entry, isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSecretDuplicateId",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A target declares one secret id twice in a list, where the later entry wins.",
  check: ({ bake, report }) => {
    for (const target of bake.evaluation.targets.values()) {
      for (const name of ["secret", "ssh"] as const) {
        const seen = new Map<string, Sourced<Entry>>();
        for (const entry of target.attributes.get(name)?.entries ?? []) {
          const id = isKnown(entry.value) ? entry.value.get("id") : undefined;
          // Entries of another block or file are meant to replace.
          if (typeof id !== "string" || !target.blocks.some(({ uri, block }) => uri === entry.uri && block.span.start <= entry.span.start && entry.span.end <= block.span.end)) continue;
          const block = target.blocks.findIndex(({ uri, block: { span } }) => uri === entry.uri && span.start <= entry.span.start && entry.span.end <= span.end);
          const before = seen.get(`${block} ${id}`);
          const edit = before && removeValue(bake, before);
          if (before) report(entry, `"${id}" is declared twice; only this entry counts.`, edit && suggestion("Remove the earlier entry", edit));
          seen.set(`${block} ${id}`, entry);
        }
      }
    }
  },
});
