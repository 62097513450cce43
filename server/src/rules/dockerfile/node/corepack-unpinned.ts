import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CorepackUnpinned",
  aliases: [],
  language: "dockerfile",
  mentions: ["corepack"],
  category: "reproducibility",
  severity: "hint",
  summary: "Corepack takes whatever version of yarn or pnpm is the newest.",
  check: ({ dockerfile, report }) => {
    for (const { script } of runSteps(dockerfile)) {
      for (const { name, arguments: words } of script.invocations) {
        const subcommand = words.find(({ unquoted }) => !unquoted.startsWith("-"))?.unquoted;
        if (name !== "corepack" || !/^(?:prepare|use|install|up)$/.test(subcommand ?? "")) continue;
        for (const word of words) {
          const manager = /^(yarn|pnpm|npm)(?:@(?:latest|stable|berry|next|\*))?$/.exec(word.unquoted)?.[1];
          if (manager !== undefined) report(word, `"${word.unquoted}" is another version each time; name one, or set packageManager in package.json.`);
        }
      }
    }
  },
});
