import { isKnown, type Sourced, textOf } from "../../eval/resolved-bake.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeAbsolutePath",
  language: "bake",
  category: "reproducibility",
  severity: "hint",
  summary: "A context or Dockerfile is an absolute path of one machine.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const item of [target.context, target.dockerfile, ...target.contexts.values()]) {
        if (isKnown(item.value) && /^(?:\/(?!$)|[A-Za-z]:[\\/])/.test(item.value) && isLiteral(bake, item)) report(item, `${item.value} only exists on machines like yours.`);
      }
    }
  },
});

/** A path made of variables is made for each machine. */
function isLiteral(bake: Parameters<typeof sourceText>[0], item: Sourced<string>): boolean {
  return sourceText(bake, item.uri).slice(item.span.start, item.span.end).replaceAll("\"", "").startsWith(textOf(item).slice(0, 3));
}
