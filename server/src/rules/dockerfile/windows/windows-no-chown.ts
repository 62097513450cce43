import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { removeWithBlanks, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WindowsNoChown",
  aliases: [],
  language: "dockerfile",
  mentions: ["chown"],
  category: "correctness",
  severity: "warning",
  summary: "A stage for Windows copies with --chown, which has no meaning there.",
  check: ({ dockerfile, report }) => {
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const stage = dockerfile.stageOf(copy);
      const flag = copy.flags.find(({ name }) => name === "chown");
      if (stage && flag && isWindowsStage(stage)) report(flag, "Files in Windows containers have no owner of this kind.", safeFix("Remove --chown", removeWithBlanks(dockerfile.text, flag)));
    }
  },
});
