import { isKnown } from "../../eval/resolved-bake.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheModeMin",
  language: "cross-file",
  category: "cache",
  severity: "info",
  summary: "A target with several stages exports its cache without mode=max, which leaves all but the last stage out.",
  check: ({ bake, links, report }) => {
    for (const { target, stage } of links) {
      if (!stage || !hasCopiedStages(stage)) continue;
      for (const entry of target.cacheTo) {
        if (!isKnown(entry.value) || entry.value.get("type") === "inline" || entry.value.has("mode")) continue;
        const edit = setKey(bake, entry, "mode", "max");
        report(entry, `Without mode=max this cache leaves out the stages that "${target.name}" copies from.`, edit && suggestion("Add mode=max", edit));
      }
    }
  },
});

/** Stages that are not below the built one: their layers are not in the image. */
function hasCopiedStages(stage: Parameters<typeof builtStages>[0]): boolean {
  const chain = new Set<unknown>();
  for (let at: typeof stage | undefined = stage; at && !chain.has(at); at = at.base.kind === "stage" ? at.base.stage : undefined) chain.add(at);
  return [...builtStages(stage)].some((other) => !chain.has(other));
}
