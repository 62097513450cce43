import { isKnown } from "../../eval/resolved-bake.ts";
import { buildNeeds } from "../../model/dockerfile/scripts/build-needs.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSshNotProvided",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A stage that a target builds mounts an SSH agent that the target does not pass.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile?.dockerfile || !stage || isAbstract(bake, target) || target.uncertain.has("ssh")) continue;
      const built = builtStages(stage);
      const given = target.ssh.flatMap(({ value }) => (isKnown(value) ? [String(value.get("id") ?? "default")] : []));
      for (const { kind, id, isRequired, stage: user, span } of buildNeeds(dockerfile.dockerfile)) {
        if (kind !== "ssh" || !built.has(user) || given.includes(id)) continue;
        const edit = addToList(bake, target, "ssh", `"${id}"`);
        report.as(isRequired ? "error" : "warning")({ uri: dockerfile.uri, span }, `The target "${target.name}" passes no SSH agent${id === "default" ? "" : ` "${id}"`}; it needs ssh = ["${id}"].`, edit && suggestion(`Pass it in "${target.name}"`, edit));
      }
    }
  },
});
