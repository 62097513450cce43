import { uncertifiedDownloads } from "../../../model/dockerfile/packages/certificates.ts";
import { insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "CaCertificatesMissing",
  aliases: [],
  language: "dockerfile",
  mentions: ["recommends"],
  category: "correctness",
  severity: "warning",
  summary: "A step downloads over https in an image without the certificates that the check of the server needs.",
  check: ({ dockerfile, report }) => {
    for (const { program, span, tool, step } of uncertifiedDownloads(dockerfile)) {
      const fix = isWritten(step, tool.word) && !step.run.command?.exec ? suggestion("Install ca-certificates as well", insertBefore(tool, "ca-certificates ")) : undefined;
      report(span, `${program} cannot check this server: without recommended packages "${tool.name}" comes without ca-certificates.`, fix);
    }
  },
});
