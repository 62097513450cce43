import { shellArgvAt } from "../../../model/dockerfile/scripts/shell.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { plainExecFormOf } from "../../exec-form.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferExecForm",
  aliases: ["DL3025"],
  language: "dockerfile",
  mentions: ["healthcheck", "shell"],
  category: "style",
  severity: "off",
  summary: "CMD, ENTRYPOINT or HEALTHCHECK is in shell form although a SHELL was chosen or a shell does no harm there.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.tree.instructions) {
      if (instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT" && instruction.kind !== "HEALTHCHECK") continue;
      if (instruction.command?.form !== "shell") continue;
      if (instruction.kind === "HEALTHCHECK" || hasChosenShell(dockerfile, instruction)) {
        report(instruction.keywordSpan, `${instruction.keyword} is in shell form; a JSON array starts the program without a shell.`, plainExecFormOf(dockerfile, instruction));
      }
    }
  },
});

function hasChosenShell(dockerfile: Dockerfile, instruction: Instruction): boolean {
  const stage = dockerfile.stageOf(instruction);
  if (!stage) return false;
  const argv = shellArgvAt(stage, instruction);
  return dockerfile.all("SHELL").some(({ command }) => command?.exec?.items.map(({ value }) => value).join("\0") === argv.join("\0"));
}
