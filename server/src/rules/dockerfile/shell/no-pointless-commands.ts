import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { suggestion } from "../../fix.ts";
import { removeCommandOrRun } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoPointlessCommands",
  aliases: ["DL3001"],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "A step calls a program that makes no sense while an image is built, such as vim or top.",
  options: {
    commands: {
      schema: { type: "array", items: { type: "string" } },
      default: ["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"],
      description: "The programs that are reported.",
    },
  },
  check: ({ dockerfile, options, report }) => {
    const commands = new Set(Array.isArray(options["commands"]) ? options["commands"] : []);
    for (const step of runSteps(dockerfile)) {
      const invocation = step.script.invocations.find(({ words, wrappers, outer }) => commands.has(words[0]?.unquoted) && wrappers.length === 0 && outer === undefined);
      if (!invocation) continue;
      const target = hasPurpose(step, invocation) ? report.as("off") : report;
      const edit = removeCommandOrRun(step, invocation);
      target(invocation.words[0]!, `"${invocation.name}" has no use in a build step, where nobody looks and nothing else runs.`, edit && suggestion("Remove the command", edit));
    }
  },
});

/** A step may end what it started, ask for the version, have an editor install its plugins, or do what it was given the rights or keys for. */
function hasPurpose(step: RunStep, { name, words }: Invocation): boolean {
  if (words.some((word) => /^(?:--version|-V|--help)$/.test(word.unquoted))) return true;
  if (name === "kill" || name === "ps") return step.script.invocations.length > 1;
  if (name === "service") return step.script.invocations.length > 1;
  if (name === "vim") return words.some((word) => /^(?:\+.|-\w*[ces])/.test(word.unquoted));
  if (name === "mount") return step.run.flags.some((flag) => flag.name === "security");
  return name === "ssh" && (step.mounts.some(({ type }) => type === "ssh" || type === "secret") || words.some((word) => word.unquoted === "-T"));
}
