import { celeryCommands } from "../../../model/dockerfile/containers/celery.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { removeCommandWords } from "../../dockerfile-edits.ts";
import { type Fix, insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CeleryMissingApp",
  aliases: [],
  language: "dockerfile",
  mentions: ["celery"],
  category: "correctness",
  severity: "info",
  summary: "Celery is started without an application, or with -A behind the subcommand, where Celery 5 refuses it.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { instruction, program, arguments: words } of celeryCommands(stage)) {
        const subcommand = words.findIndex((word) => /^(?:worker|beat|flower|multi|events|inspect|control)$/.test(word.unquoted));
        if (subcommand < 0) continue;
        const app = words.findIndex((word) => /^(?:-A|--app)(?:=|$)|^-A\S/.test(word.unquoted));
        // Celery 4 takes it in either place, and nothing here tells which of the two is installed.
        if (app > subcommand && words[subcommand]!.unquoted !== "multi") report(words[app]!, `Celery 5 wants ${words[app]!.unquoted} in front of "${words[subcommand]!.unquoted}".`, moved(dockerfile, instruction, words, app, subcommand));
        else if (app < 0 && !words.some((word) => /^(?:-b|--broker)(?:=|$)/.test(word.unquoted))) report.as("hint")(program, "This names no application with -A, so that only CELERY_APP or a broker option can tell Celery what to run.");
      }
    }
  },
});

/** Puts the option and its value in front of the subcommand. */
function moved({ text }: Dockerfile, { command }: CommandInstruction, words: readonly ShellWord[], app: number, subcommand: number): Fix | undefined {
  const option = words.slice(app, /^(?:-A|--app)$/.test(words[app]!.unquoted) ? app + 2 : app + 1);
  if (!command) return undefined;
  const written = command.exec ? option.map((word) => `${JSON.stringify(word.unquoted)}, `) : option.map((word) => `${word.text} `);
  return suggestion(`Move ${option.map((word) => word.unquoted).join(" ")} in front`, insertBefore(words[subcommand]!, written.join("")), removeCommandWords(text, command, option));
}
