import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { type BashInSh, bashInSh } from "../../../model/dockerfile/scripts/bash-in-sh.ts";
import { type Fix, insertLinesAbove, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "BashSyntaxInSh",
  aliases: ["SC3001", "SC3006", "SC3009", "SC3010", "SC3011", "SC3014", "SC3020", "SC3030", "SC3039", "SC3044", "SC3046", "SC3057", "SC3059", "SC3060"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A script for the plain sh of Debian, Ubuntu or Alpine uses what only bash has.",
  check: ({ dockerfile, report }) => {
    for (const found of bashInSh(dockerfile)) report(found.syntax.span, `"${found.syntax.text}" needs bash, and this runs in ${found.shell}, which does not know it.`, portable(dockerfile, found), withBash(dockerfile, found));
  },
});

function portable({ text }: Dockerfile, { syntax }: BashInSh): Fix | undefined {
  return syntax.portable !== undefined && text.slice(syntax.span.start, syntax.span.end) === syntax.text ? suggestion(`Write ${syntax.portable}`, replace(syntax.span, syntax.portable)) : undefined;
}

/** Alpine has no bash by itself, and SHELL does not reach what ONBUILD leaves to others. */
function withBash({ text }: Dockerfile, { instruction, shell }: BashInSh): Fix | undefined {
  return shell === "dash" && instruction.kind === "RUN" ? suggestion("Choose bash with SHELL", insertLinesAbove(text, instruction.span.start, ['SHELL ["/bin/bash", "-c"]'])) : undefined;
}
