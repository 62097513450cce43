import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WindowsNoRunMounts",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A stage for Windows uses RUN --mount, which builders for Windows do not support.",
  check: ({ dockerfile, report }) => {
    for (const run of dockerfile.all("RUN")) {
      const stage = dockerfile.stageOf(run);
      const mount = run.flags.find(({ name }) => name === "mount");
      if (stage && mount && isWindowsStage(stage)) report(mount, "Builders for Windows containers know no mounts.");
    }
  },
});
