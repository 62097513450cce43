import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isPublicIndex, privateExtraIndex } from "../../../model/shell/package-indexes.ts";
import { defineRule } from "../../rule.ts";

const message = "pip takes the newest version from either index, so a public package of the same name can replace yours.";

export default defineRule({
  name: "PipExtraIndexUrl",
  aliases: [],
  language: "dockerfile",
  mentions: ["extra"],
  category: "security",
  severity: "info",
  summary: "A private package index is added to the public one, so that strangers can publish under its packages' names.",
  check: ({ dockerfile, report }) => {
    for (const { packageCommands } of packageSteps(dockerfile)) {
      for (const command of packageCommands) {
        const index = privateExtraIndex(command);
        if (index) report(index.span, message);
      }
    }
    for (const { pairs } of [...dockerfile.all("ENV"), ...dockerfile.all("ARG")]) {
      for (const { key, value } of pairs) {
        if (key.text === "PIP_EXTRA_INDEX_URL" && value && !isPublicIndex(value.text.replace(/^["']/, ""))) report({ start: key.span.start, end: value.span.end }, message);
      }
    }
  },
});
