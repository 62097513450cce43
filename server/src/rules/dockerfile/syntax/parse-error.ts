import { hasForeignFrontend } from "../../../model/dockerfile/images/frontend.ts";
import { insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** What other pages explain. */
const explainedElsewhere: ReadonlySet<string> = new Set(["unknown-instruction", "unknown-flag", "instruction-before-from", "unfinished-heredoc", "missing-equals", "spaced-equals", "invalid-stage-name", "invalid-mount"]);

export default defineRule({
  name: "ParseError",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "An instruction breaks the Dockerfile grammar, so the build stops before it begins.",
  check: ({ dockerfile, report }) => {
    // Another frontend may read another language altogether.
    if (hasForeignFrontend(dockerfile)) return;
    for (const { code, span, message } of dockerfile.tree.faults) {
      if (explainedElsewhere.has(code)) continue;
      const addCmd = code === "unknown-healthcheck-type" ? suggestion("Put CMD in front of the command", insertBefore(span, "CMD ")) : undefined;
      report(span, message, addCmd);
    }
  },
});
