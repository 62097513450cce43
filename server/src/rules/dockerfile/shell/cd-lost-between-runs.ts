import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { ShellCommand } from "../../../syntax/shell/tree.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** What to write for it. */
const instead: Readonly<Record<string, string>> = {
  cd: "WORKDIR is for the next ones", export: "ENV is for the next ones", alias: "call the program by its name", umask: "set it in the step that needs it", ulimit: "set it in the step that needs it", source: "", ".": "", set: "",
};

export default defineRule({
  name: "CdLostBetweenRuns",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A step consists of, or ends in, a cd or export, whose effect is gone in the next one.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const { facts, script } = step.script;
      const last = facts.commands.at(-1);
      const name = last?.command.name?.value ?? "";
      if (!last || !script || last.scope.parent !== undefined || last.pipeline.commands.length > 1 || !Object.hasOwn(instead, name)) continue;
      // Tests such as `[[ … ]]` are no commands, but may be why the step sources a file.
      const isAlone = facts.commands.length === 1 && script.statements.length === 1 && last.list.pipelines.length === 1;
      // At the end of a longer step `cd -` and `set +e` only tidy up, and so does a cd behind another one.
      if (!isAlone && name !== "cd" && name !== "export") continue;
      const target = last.command.arguments[0]?.unquoted;
      if (!isAlone && name === "cd" && (target === undefined || /^(?:-|\/|(?:\.\.\/)*\.\.\/?|~)$/.test(target) || facts.commands.some((use) => use !== last && use.command.name?.value === "cd"))) continue;
      if (name === "set" || name === "source" || name === ".") {
        // Scripts with other names may do work.
        if (!isAlone || (name !== "set" && !/(?:activate|profile|bashrc|env(?:ironment)?|setup|nvm|vars|init)(?:\.\w+)?$/i.test(target ?? ""))) continue;
        report.as("info")(last.command, `What "${name}" does ends with this step.`);
        continue;
      }
      report(last.command, `What "${name}" does ends with this step; ${instead[name]}.`, isAlone ? toInstruction(step, last.command, name) : undefined);
    }
  },
});

function toInstruction({ run, isOnbuild }: RunStep, { arguments: words }: ShellCommand, name: string): Fix | undefined {
  const [word, ...others] = words;
  if (!word || others.length > 0 || run.flags.length > 0 || run.heredocs.length > 0 || isOnbuild) return undefined;
  if (name === "cd" && !word.hasExpansion && !/^[-~]/.test(word.unquoted)) return suggestion("Use WORKDIR", replace(run, `WORKDIR ${word.unquoted}`));
  return name === "export" && /^[A-Za-z_]\w*=[^$`]*$/.test(word.text) ? suggestion("Use ENV", replace(run, `ENV ${word.text}`)) : undefined;
}
