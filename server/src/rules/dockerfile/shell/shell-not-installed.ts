import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { missingBash } from "../../../model/dockerfile/scripts/missing-bash.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ShellNotInstalled",
  aliases: [],
  language: "dockerfile",
  mentions: ["bash"],
  category: "correctness",
  severity: "warning",
  summary: "bash is asked for in an image that does not have it.",
  check: ({ dockerfile, report }) => {
    for (const { stage, instruction, span, isUnsure } of missingBash(dockerfile)) {
      const isAlpine = baseFacts(stage).distribution === "alpine";
      const canInstall = isAlpine && isRootUser(userAt(stage, instruction) ?? "root");
      const fix = canInstall ? suggestion("Install bash first", insertLinesAbove(dockerfile.text, instruction.span.start, ["RUN apk add --no-cache bash"])) : undefined;
      (isUnsure ? report.as("hint") : report)(span, `${isAlpine ? "Alpine" : "BusyBox"} has no bash, and nothing here installs it.`, fix);
    }
  },
});
