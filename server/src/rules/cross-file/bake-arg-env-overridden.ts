import { envInFrontOfArg } from "../../model/dockerfile/variables/hidden-args.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { nameOfUri } from "../../base/uri.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeArgEnvOverridden",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A target passes an argument that an ENV of the same name always overrides.",
  check: ({ links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile?.dockerfile || !stage) continue;
      const built = builtStages(stage);
      for (const [name, arg] of target.args) {
        const env = envInFrontOfArg(dockerfile.dockerfile, built, name);
        if (env) report({ uri: arg.uri, span: arg.keySpan ?? arg.span }, `ENV ${name} in line ${dockerfile.lines.positionAt(env.start).line + 1} of ${nameOfUri(dockerfile.uri)} wins over this argument.`);
      }
    }
  },
});
