import { isKnown } from "../../eval/resolved-bake.ts";
import { isHarmlessSecretName, isHarmlessSecretValue, isSecretName } from "../../model/dockerfile/secrets/secret-names.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSecretInArgs",
  language: "bake",
  category: "security",
  severity: "warning",
  summary: "A build argument has a name that says it is a credential, and arguments stay in the image's history.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const [name, arg] of target.args) {
        if (!isSecretName(name) || isHarmlessSecretName(name)) continue;
        // What is empty here is given where the images are built.
        if (isKnown(arg.value) && arg.value !== "" && isHarmlessSecretValue(name, arg.value)) continue;
        report({ uri: arg.uri, span: arg.keySpan ?? arg.span }, `${name} is passed as a build argument, which everyone who has the image can read. Pass it with \`secret\`.`);
      }
    }
  },
});
