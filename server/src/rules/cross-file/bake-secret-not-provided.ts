import { closestName } from "../../base/closest-name.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { buildNeeds } from "../../model/dockerfile/scripts/build-needs.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSecretNotProvided",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A stage that a target builds mounts a secret that the target does not declare.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile?.dockerfile || !stage || isAbstract(bake, target) || target.uncertain.has("secret")) continue;
      const built = builtStages(stage);
      const given = target.secret.flatMap(({ value }) => (isKnown(value) ? [String(value.get("id") ?? "")] : []));
      const seen = new Set<string>();
      for (const { kind, id, isRequired, stage: user, span } of buildNeeds(dockerfile.dockerfile)) {
        if (kind !== "secret" || !built.has(user) || given.includes(id) || seen.has(id)) continue;
        seen.add(id);
        const close = closestName(id, given);
        // Without `required` the step runs with no file there; many steps are written for that.
        const severity = isRequired ? "error" : close === undefined ? "hint" : "warning";
        const edit = close === undefined ? addToList(bake, target, "secret", `"id=${id}"`) : undefined;
        const fix = edit && suggestion(`Declare the secret in "${target.name}"`, edit);
        report.as(severity)({ uri: dockerfile.uri, span }, `The target "${target.name}" declares no secret "${id}"${isRequired ? "" : ", so there will be no such file"}.${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
      }
    }
  },
});
