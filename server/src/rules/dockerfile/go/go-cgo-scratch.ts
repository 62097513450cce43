import { cgoBuilds, type CgoBuild, libcOf } from "../../../model/dockerfile/images/libc.ts";
import { callSpan } from "../../../model/dockerfile/scripts/run-steps.ts";
import { stageLabel } from "../../../model/dockerfile/stages/stage-name.ts";
import { type Fix, insertBefore, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "GoCgoScratch",
  aliases: [],
  language: "dockerfile",
  mentions: ["golang"],
  category: "correctness",
  severity: "warning",
  summary: "A Go program that may need Debian's C library is copied to an image that does not have it.",
  check: ({ dockerfile, report }) => {
    for (const build of cgoBuilds(dockerfile)) {
      const where = stageLabel(build.target).replace(/^S/, "s").replace(/^The/, "the");
      const lack = libcOf(build.target) === "musl" ? "has another C library" : "has no C library";
      report(callSpan(build.command), `Without CGO_ENABLED=0 this program may need Debian's C library, and ${where} ${lack}.`, disableCgo(build));
    }
  },
});

function disableCgo({ step, command }: CgoBuild): Fix | undefined {
  const program = command.invocation.words[0]!;
  const { invocation } = command;
  // Plugins and libraries for other languages cannot be built without it.
  const needsCgo = invocation.words.some(({ unquoted }) => /^--?(?:race$|buildmode)/.test(unquoted));
  if (needsCgo || !isWritten(step, program) || !invocation.command || invocation.wrappers.length > 0) return undefined;
  const own = invocation.command.assignments.find(({ name }) => name === "CGO_ENABLED");
  return suggestion("Build with CGO_ENABLED=0", own ? replace(own.value, "0") : insertBefore(program, "CGO_ENABLED=0 "));
}
