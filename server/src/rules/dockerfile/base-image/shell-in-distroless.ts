import { commandsWithoutShell } from "../../../model/dockerfile/containers/missing-shell.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { plainExecFormOf } from "../../exec-form.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ShellInDistroless",
  aliases: [],
  language: "dockerfile",
  mentions: ["cgr", "chiseled", "distroless", "nats", "scratch"],
  category: "correctness",
  severity: "error",
  summary: "A command in shell form stands in an image that has no shell, such as scratch or a distroless one.",
  check: ({ dockerfile, use, report }) => {
    for (const { instruction, stage } of commandsWithoutShell(dockerfile, use)) {
      const image = baseFacts(stage).distribution === "scratch" ? "An image made from scratch" : "This base image";
      const effect = instruction.kind === "RUN" ? "so this RUN fails" : `so no container starts with this ${instruction.kind}`;
      report(instruction.keywordSpan, `${image} has no shell, ${effect}.`, instruction.heredocs.length === 0 ? plainExecFormOf(dockerfile, instruction) : undefined);
    }
  },
});
