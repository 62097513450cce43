import { mountsOf } from "../../../model/dockerfile/files/mounts.ts";
import { frontendOf } from "../../../model/dockerfile/images/frontend.ts";
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
  summary: "A stage for Windows uses RUN --mount, of which builders for Windows support little or nothing.",
  check: ({ dockerfile, report }) => {
    for (const run of dockerfile.all("RUN")) {
      const stage = dockerfile.stageOf(run);
      const mounts = run.flags.filter(({ name }) => name === "mount");
      const [mount] = mounts;
      if (!stage || !mount || !isWindowsStage(stage)) continue;
      const fix = suggestion("Remove --mount", ...mounts.map((flag) => removeWithBlanks(dockerfile.text, flag)));
      const foreign = mountsOf(dockerfile, run).find(({ type }) => type === "ssh" || type === "tmpfs");
      if (foreign) report(mount, `Builders for Windows containers know no mounts of the type ${foreign.type}.`, fix);
      // Who names a frontend builds with BuildKit.
      else if (!frontendOf(dockerfile)) report.as("hint")(mount, "Docker's own builder for Windows containers knows no mounts; only BuildKit does.", fix);
    }
  },
});
