import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MountSecretPermissions",
  aliases: [],
  language: "dockerfile",
  mentions: ["mode"],
  category: "security",
  severity: "info",
  summary: "A secret or ssh mount is readable by every user of the build step.",
  check: ({ dockerfile, report }) => {
    for (const { mounts, stage, run } of runSteps(dockerfile)) {
      const isRoot = isRootUser(userAt(stage, run) ?? "root");
      for (const mount of mounts) {
        const mode = mount.options.find(({ key }) => key.toLowerCase() === "mode");
        if ((mount.type !== "secret" && mount.type !== "ssh") || mode?.value === undefined || mode.valueSpan === undefined || !/^0*[0-7]{3,4}$/.test(mode.value)) continue;
        if ((Number.parseInt(mode.value, 8) & 0o007) === 0) continue;
        report(mode.span, `Mode ${mode.value} lets every user in the step read this ${mount.type}; the default, ${mount.type === "ssh" ? "0600" : "0400"}, does not.`, isRoot ? suggestion("Use mode 0400", replace(mode.valueSpan, "0400")) : undefined);
      }
    }
  },
});
