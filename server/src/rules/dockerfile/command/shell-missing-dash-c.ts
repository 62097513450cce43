import { programName } from "../../../syntax/shell/dialect.ts";
import { insert, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ShellMissingDashC",
  aliases: [],
  language: "dockerfile",
  mentions: ["shell"],
  category: "correctness",
  severity: "warning",
  summary: "SHELL names a shell without -c, so that it takes the command for the name of a script.",
  check: ({ dockerfile, report }) => {
    for (const { command } of dockerfile.all("SHELL")) {
      const items = command?.exec?.items ?? [];
      const last = items.at(-1);
      if (!last || !/^(?:sh|bash|ash|dash|zsh|ksh)$/.test(programName(items[0]!.value)) || items.some(({ value }) => /^-[a-zA-Z]*c[a-zA-Z]*$/.test(value))) continue;
      report(command!, `Without "-c" ${programName(items[0]!.value)} takes each command for the name of a script.`, suggestion('Add "-c"', insert(last.span.end, ', "-c"')));
    }
  },
});
