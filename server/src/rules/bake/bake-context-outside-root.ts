import { entitlementsOf } from "../../workspace/entitlements.ts";
import { builtTargets } from "../../workspace/target-roles.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeContextOutsideRoot",
  language: "bake",
  category: "security",
  severity: "hint",
  summary: "A context or another path lies outside the folder that bake runs in, for which bake asks for permission.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      for (const need of entitlementsOf([target], bake.workingFolderUri)) {
        // An absolute path has worse to be said of it.
        if (/^fs\.(?:read|write)=\.\.(?:\/|$)/.test(need.allow)) report(need, `This lies outside the folder that bake runs in: without --allow=${need.allow} bake asks, and fails where nobody can answer.`);
      }
    }
  },
});
