import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isWorldWritable, setsIdentity } from "../../../model/shell/permissions.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WorldWritable",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "info",
  summary: "Files are made writable for everyone, or run with the rights of their owner.",
  check: ({ dockerfile, report }) => {
    for (const { script } of runSteps(dockerfile)) {
      for (const { kind, setting, targets, isRecursive } of script.facts.permissionChanges) {
        if (kind !== "chmod" || !setting || targets.length === 0) continue;
        const mode = setting.unquoted;
        if (setsIdentity(mode)) report.as("hint")(setting, `The mode ${mode} lets whoever runs the file act as its owner or group.`);
        else if (isWorldWritable(mode)) {
          // A single folder is often made so for users that are known only when the container runs.
          const isTree = isRecursive && !targets.every((target) => /^\/(?:var\/)?(?:tmp|run)(?:\/|$)/.test(target.unquoted));
          (isTree ? report : report.as("hint"))(setting, `The mode ${mode} lets every user and process change ${isRecursive ? "all of this" : "this"}.`);
        }
      }
    }
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const flag = copy.flags.find(({ name }) => name === "chmod");
      if (flag?.value && flag.plainValue !== undefined && isWorldWritable(flag.plainValue)) report(flag.value, `The mode ${flag.plainValue} lets every user and process change these files.`);
    }
  },
});
