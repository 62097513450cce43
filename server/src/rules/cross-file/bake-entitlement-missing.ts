import { isKnown } from "../../eval/resolved-bake.ts";
import { buildNeeds } from "../../model/dockerfile/scripts/build-needs.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { insertAttribute } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeEntitlementMissing",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A step that a target runs needs an entitlement that the target does not ask for.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile?.dockerfile || !stage || isAbstract(bake, target) || target.uncertain.has("entitlements")) continue;
      const built = builtStages(stage);
      const given = target.entitlements.flatMap(({ value }) => (isKnown(value) ? [value] : []));
      const missing = buildNeeds(dockerfile.dockerfile).find(({ kind, id, stage: user }) => kind === "entitlement" && built.has(user) && !given.some((own) => own === id || own.startsWith(`${id}=`)));
      if (!missing) continue;
      const block = bake.evaluation.targets.get(target.name)?.blocks.at(-1);
      const edit = block && given.length === 0 ? insertAttribute(sourceText(bake, block.uri), block.block.block, [`entitlements = ["${missing.id}"]`]) : undefined;
      const fix = edit && suggestion(`Ask for ${missing.id}`, { ...edit, uri: block!.uri });
      report({ uri: target.uri, span: target.nameSpan }, `"${target.name}" needs the entitlement ${missing.id} for a step of the Dockerfile.`, fix);
    }
  },
});
