import { nameOfUri } from "../../base/uri.ts";
import { isPredefinedArg } from "../../data/predefined-args.ts";
import { requiredArgs } from "../../model/dockerfile/variables/required-args.ts";
import { isLoadedWithOthers } from "../../workspace/bake-faults.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { addToMap } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

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
        if (!built.has(user) || target.args.has(name) || isPredefinedArg(name)) continue;
        const value = [...bake.resolved.targets.values()].find(({ args }) => args.has(name))?.args.get(name)?.value;
        const edit = typeof value === "string" ? addToMap(bake, target, "args", `${name} = ${JSON.stringify(value)}`) : undefined;
        const fix = edit && suggestion(`Pass ${name} = ${JSON.stringify(value)}, as another target does`, edit);
        report({ uri: target.uri, span: target.nameSpan }, `"${target.name}" does not pass ${name}, without which FROM ${user.from.image?.text ?? ""} in ${nameOfUri(dockerfile.uri)} names no image.`, fix);
      }
    }
  },
});
