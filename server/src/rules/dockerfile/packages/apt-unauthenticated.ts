import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { unverified } from "../../../model/dockerfile/packages/unverified-installs.ts";
import { suggestion } from "../../fix.ts";
import { removeOption } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AptUnauthenticated",
  aliases: [],
  language: "dockerfile",
  mentions: ["allowdowngradetoinsecurerepositories", "allowinsecurerepositories", "allowunauthenticated", "checks", "force", "gpgcheck", "gpgchecks", "insecure", "nogpgcheck", "unauthenticated", "unsigned", "untrusted"],
  category: "security",
  severity: "warning",
  summary: "A package manager is told to install packages without checking their signatures.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        const found = unverified(command);
        if (found === undefined) continue;
        // apk refuses a file without a signature that it knows.
        const edits = found.option && !(found.isLocalOnly && command.family === "apk") ? removeOption(step, command.invocation, found.option) : undefined;
        const message = `"${found.text}" makes ${command.manager} install packages without checking who signed them.`;
        // A file that was downloaded apart has no signature of a repository; its checksum is what counts.
        (found.isLocalOnly ? report.as("hint") : report)(found.span, message, edits && suggestion(`Remove ${found.text}`, ...edits));
      }
    }
  },
});
