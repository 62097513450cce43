import { isKnown, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { labelOf } from "../../workspace/source-text.ts";
import { builtTargets, isMeantForRegistry } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

const sbom = { entry: "type=sbom", name: "SBOM" };
const provenance = { entry: "type=provenance,mode=max", name: "full provenance" };

export default defineRule({
  name: "BakeAttestationMissing",
  language: "bake",
  category: "security",
  severity: "off",
  summary: "An image that is meant for a registry carries no SBOM or no full provenance.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      const missing = !isMeantForRegistry(target) || target.uncertain.has("attest") ? [] : missingAttestations(target);
      if (missing.length === 0) continue;
      const names = missing.map(({ name }) => name).join(" and no ");
      const edit = addToList(bake, target, "attest", missing.map(({ entry }) => `"${entry}"`).join(", "));
      report({ uri: target.uri, span: target.nameSpan }, `"${labelOf(bake, target)}" attaches no ${names} to its image.`, edit && suggestion("Attach them", edit));
    }
  },
});

/** An attestation that is turned off on purpose is not missing. */
function missingAttestations({ attest }: ResolvedTarget): (typeof sbom)[] {
  const values = attest.flatMap(({ value }) => (isKnown(value) ? [value] : []));
  const hasSbom = values.some((value) => value.get("type") === "sbom");
  const hasProvenance = values.some((value) => value.get("type") === "provenance" && (value.get("mode") === "max" || value.get("disabled") === "true"));
  return [...(hasSbom ? [] : [sbom]), ...(hasProvenance ? [] : [provenance])];
}
