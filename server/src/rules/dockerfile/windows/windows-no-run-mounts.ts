import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { removeWithBlanks, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WindowsNoRunMounts",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "correctness",
  severity: "warning",
  summary: "A stage for Windows uses RUN --mount, which builders for Windows do not support.",
  check: ({ dockerfile, report }) => {
    for (const run of dockerfile.all("RUN")) {
      const stage = dockerfile.stageOf(run);
      const mounts = run.flags.filter(({ name }) => name === "mount");
      const [mount] = mounts;
      if (stage && mount && isWindowsStage(stage)) report(mount, "Builders for Windows containers know no mounts.", suggestion("Remove --mount", ...mounts.map((flag) => removeWithBlanks(dockerfile.text, flag))));
    }
  },
});
