import { envOverEveryArg } from "../../model/dockerfile/variables/env-over-args.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { nameOfUri } from "../../base/uri.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeArgEnvOverridden",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A target passes an argument that an ENV of the same name replaces before anything uses it.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile?.dockerfile || !stage) continue;
      const built = builtStages(stage);
      for (const [name, arg] of target.args) {
        const env = envOverEveryArg(dockerfile.dockerfile, built, name);
        if (!env) continue;
        const edit = removeValue(bake, arg);
        report({ uri: arg.uri, span: arg.keySpan ?? arg.span }, `ENV ${name} in line ${dockerfile.lines.positionAt(env.start).line + 1} of ${nameOfUri(dockerfile.uri)} replaces this argument before anything uses it.`, edit && suggestion("Remove the argument", edit));
      }
    }
  },
});
