import { nameOfUri } from "../../base/uri.ts";
import { isPredefinedArg } from "../../data/predefined-args.ts";
import type { ResolvedTarget } from "../../eval/resolved-bake.ts";
import { requiredArgs } from "../../model/dockerfile/variables/required-args.ts";
import { isLoadedWithOthers } from "../../workspace/bake-faults.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { hasAncestor, parentsOf } from "../../workspace/inherited-values.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { addToMap } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { type CrossFileContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeRequiredArgMissing",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A FROM that a target builds needs an ARG without a default, and the target does not pass it.",
  check: ({ bake, links, report }) => {
    // What the other files pass is not known.
    if (isLoadedWithOthers(bake)) return;
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile?.dockerfile || !stage || isAbstract(bake, target) || target.uncertain.has("args")) continue;
      const built = builtStages(stage);
      for (const { name, user } of requiredArgs(dockerfile.dockerfile)) {
        if (!built.has(user) || target.args.has(name) || isPredefinedArg(name) || isPassedWhenSet(bake, target, name)) continue;
        const value = [...bake.resolved.targets.values()].find(({ args }) => args.has(name))?.args.get(name)?.value;
        const edit = typeof value === "string" ? addToMap(bake, target, "args", `${name} = ${JSON.stringify(value)}`) : undefined;
        const fix = edit && suggestion(`Pass ${name} = ${JSON.stringify(value)}, as another target does`, edit);
        report({ uri: target.uri, span: target.nameSpan }, `"${target.name}" does not pass ${name}, without which FROM ${user.from.image?.text ?? ""} in ${nameOfUri(dockerfile.uri)} names no image.`, fix);
      }
    }
  },
});

/** Whether the target, or what it inherits from, names the argument with a value that is null here and given where the images are built. */
function isPassedWhenSet(bake: CrossFileContext["bake"], target: ResolvedTarget, name: string): boolean {
  const blocks = bake.evaluation.targets.get(target.name)?.blocks ?? [];
  const isNamed = blocks.some(({ block }) => {
    const args = block.attributes.get("args")?.value;
    return args?.kind === "object" && args.items.some(({ keyText, value }) => keyText === name && value.kind !== "keyword");
  });
  return isNamed || (!hasAncestor(bake, target, target.name) && parentsOf(bake, target).some((parent) => isPassedWhenSet(bake, parent, name)));
}
