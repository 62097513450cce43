import { isKnown } from "../../eval/resolved-bake.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { removeItem, safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeDuplicateListEntry",
  language: "bake",
  category: "style",
  severity: "hint",
  summary: "A list has an entry twice.",
  tags: ["unnecessary"],
  check: ({ bake, report }) => {
    for (const target of bake.evaluation.targets.values()) {
      for (const name of ["tags", "platforms", "no-cache-filter", "entitlements"]) {
        const seen = new Map<string, string>();
        for (const item of target.attributes.get(name)?.list ?? []) {
          if (!isKnown(item.value) || item.value === "") continue;
          const text = sourceText(bake, item.uri);
          const before = seen.get(item.value);
          const written = text.slice(item.span.start, item.span.end);
          seen.set(item.value, written);
          // Two expressions with one value today may differ tomorrow.
          if (before === written && written.startsWith("\"")) report(item, `${item.value} is listed twice.`, safeFix("Remove the repetition", { ...removeItem(text, item.span), uri: item.uri }));
        }
      }
    }
  },
});
