import { isKnown } from "../../eval/resolved-bake.ts";
import { isHarmlessSecretName, isHarmlessSecretValue, isSecretName } from "../../model/dockerfile/secrets/secret-names.ts";
import { setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeProvenanceLeaksArgs",
  language: "bake",
  category: "security",
  severity: "warning",
  summary: "Full provenance is attached to an image, with all build arguments, one of which sounds like a credential.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      const names = [...target.args].flatMap(([name, { value }]) => (isSecretName(name) && !isHarmlessSecretName(name) && !(isKnown(value) && value !== "" && isHarmlessSecretValue(name, value)) ? [name] : []));
      if (names.length === 0) continue;
      for (const entry of target.attest) {
        if (!isKnown(entry.value) || entry.value.get("type") !== "provenance" || entry.value.get("mode") !== "max" || entry.value.get("disabled") === "true") continue;
        const edit = setKey(bake, entry, "mode", "min");
        report(entry, `The provenance of "${target.name}" will hold the value of ${names.join(", ")}.`, edit && suggestion("Attach mode=min, which leaves arguments out", edit));
      }
    }
  },
});
