import { isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { isHarmlessSecretName, isSecretName } from "../../model/dockerfile/secrets/secret-names.ts";
import { looksLikeCredential } from "../../model/bake/credentials.ts";
import { removeValue } from "../bake-edits.ts";
import { type Fix, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSecretInLabels",
  language: "bake",
  category: "security",
  severity: "warning",
  summary: "A label or annotation has a name or value that says it is a credential.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const [name, label] of target.labels) {
        const value = isKnown(label.value) ? label.value : "";
        const last = name.slice(name.lastIndexOf(".") + 1).replaceAll("-", "_");
        const isNamed = isSecretName(last) && !isHarmlessSecretName(last) && value !== "";
        if (isNamed || looksLikeCredential(value)) report({ uri: label.uri, span: label.keySpan ?? label.span }, `The label ${name} looks like a credential, and everyone who has the image can read it.`, removal(bake, label));
      }
      for (const annotation of target.annotations) {
        if (isKnown(annotation.value) && looksLikeCredential(annotation.value)) report(annotation, "This annotation looks like a credential, and everyone who can pull the image can read it.", removal(bake, annotation));
      }
    }
  },
});

function removal(bake: BakeContext["bake"], item: Sourced<string>): Fix | undefined {
  const edit = removeValue(bake, item);
  return edit && suggestion("Remove it", edit);
}
