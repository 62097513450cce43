import { isArgSeenBy } from "../../model/dockerfile/variables/seen-args.ts";
import { declaredArgs } from "../../model/dockerfile/variables/declared-args.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { passedArgsOf } from "../../workspace/undeclared-args.ts";
import { isPredefinedArg } from "../../data/predefined-args.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeArgUnusedInStage",
  language: "cross-file",
  category: "correctness",
  severity: "info",
  summary: "A target passes an argument that only stages declare which this target does not build.",
  check: ({ bake, links, report }) => {
    const entries = links.filter(({ target }) => !target.name.startsWith("_")).flatMap((link) => passedArgsOf(link.target).map((arg) => ({ ...arg, link })));
    const isSeen = ({ name, link: { dockerfile, stage } }: (typeof entries)[number]): boolean => !dockerfile?.dockerfile || !stage || isArgSeenBy(dockerfile.dockerfile, builtStages(stage), name);
    const used = new Set(entries.flatMap((entry) => (isSeen(entry) ? [entry.key] : [])));
    for (const { name, source: arg, link, key } of entries) {
      // A shared map serves others, and what nobody declares is a finding of its own.
      if (used.has(key) || arg.ownerTarget !== link.target.name || isPredefinedArg(name) || !declaredArgs(link.dockerfile!.dockerfile!).has(name)) continue;
      const edit = removeValue(bake, arg);
      report({ uri: arg.uri, span: arg.keySpan ?? arg.span }, `"${link.target.name}" builds no stage that declares ${name}, so the value is ignored.`, edit && suggestion("Remove the argument", edit));
    }
  },
});
