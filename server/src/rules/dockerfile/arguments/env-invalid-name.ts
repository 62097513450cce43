import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EnvInvalidName",
  aliases: [],
  language: "dockerfile",
  mentions: ["arg", "env"],
  category: "correctness",
  severity: "warning",
  summary: "The name of an ARG or ENV is none that a shell can use.",
  check: ({ dockerfile, report }) => {
    for (const instruction of [...dockerfile.all("ARG"), ...dockerfile.all("ENV")]) {
      const stage = dockerfile.stageOf(instruction);
      // Windows itself has names such as ProgramFiles(x86).
      if (instruction.kind === "ENV" && stage && isWindowsStage(stage)) continue;
      for (const [index, { key, value }] of instruction.pairs.entries()) {
        // A word behind a pair is rather the end of a value that lacks its quotes.
        if (index > 0 && value === undefined) continue;
        if (key.text === "" || /^[A-Za-z_]\w*$/.test(key.text) || /[$"'\\`\s]/.test(key.text)) continue;
        const name = key.text.replace(/[^A-Za-z0-9_]/g, "_");
        const fix = /^\d/.test(name) || instruction.pairs.some((other) => other.key.text === name) ? undefined : suggestion(`Rename it to ${name}`, replace(key, name));
        const dash = /^([A-Za-z_]\w*)(-\w.*)$/.exec(key.text);
        if (instruction.kind === "ARG") report(key, dash ? `\${${key.text}} means $${dash[1]} with "${dash[2]!.slice(1)}" as its default, so nothing can use this argument.` : `No command and no instruction can use an argument called ${key.text}.`, fix);
        // Programs such as Elasticsearch read settings from variables with full stops.
        else report.as(/^[\w.]+$/.test(key.text) && !/^\d/.test(key.text) ? "off" : "info")(key, `No shell can use a variable called ${key.text}, and some do not pass it on to programs.`, fix);
      }
    }
  },
});
