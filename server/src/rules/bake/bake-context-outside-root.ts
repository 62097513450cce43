import { isInside } from "../../base/uri.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { contextUriOf } from "../../workspace/bake-sets.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeContextOutsideRoot",
  language: "bake",
  category: "security",
  severity: "hint",
  summary: "A context lies outside the folder that bake runs in, for which bake asks for permission.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      if (isAbstract(bake, target)) continue;
      for (const context of [target.context, ...target.contexts.values()]) {
        // An absolute path has worse to be said of it.
        if (!isKnown(context.value) || !/^(?:cwd:\/\/)?\.\.(?:\/|$)/.test(context.value)) continue;
        const uri = contextUriOf(context.value, bake.workingFolderUri);
        if (uri === undefined || isInside(bake.workingFolderUri, uri)) continue;
        report(context, `${context.value} lies outside the folder that bake runs in: it needs --allow=fs.read=${context.value} where nobody can be asked.`);
      }
    }
  },
});
