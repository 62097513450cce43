import { groupBy } from "../../../base/group-by.ts";
import { ownOfKind } from "../../../model/dockerfile/dockerfile.ts";
import { type PowershellRun, powershellRuns } from "../../../model/dockerfile/scripts/powershell.ts";
import { type Fix, insertLinesAbove, remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PowershellShell",
  aliases: [],
  language: "dockerfile",
  mentions: ["powershell", "pwsh"],
  category: "style",
  severity: "hint",
  summary: "Several steps of a stage call PowerShell by hand.",
  check: ({ dockerfile, report }) => {
    const wrapped = powershellRuns(dockerfile).filter(({ isWrapped, text }) => isWrapped && !text.startsWith("["));
    for (const [, steps] of groupBy(wrapped, ({ stage }) => stage)) {
      const second = steps[1];
      if (!second) continue;
      const { start } = second.run.command!.span;
      const name = /^\S+/.exec(second.text)![0];
      report({ start, end: start + name.length }, `${steps.length} steps of this stage call ${name}; SHELL says it once for all.`, toShell(steps));
    }
  },
});

/** Only where all steps are plain calls of one program, and no step of another shell follows the first. */
function toShell(steps: readonly PowershellRun[]): Fix | undefined {
  const { stage, run } = steps[0]!;
  const { text } = stage.dockerfile;
  const calls = steps.map((step) => /^(powershell|pwsh)(?:\.exe)?[ \t]+-Command[ \t]+(?=[^\s"'])/i.exec(step.text));
  const program = calls[0]?.[1]?.toLowerCase();
  const own = new Set(steps.map((step) => step.run));
  const isRest = ownOfKind(stage, "RUN").every((other) => other.span.start < run.span.start || own.has(other));
  if (program === undefined || !isRest || calls.some((call) => call?.[1]?.toLowerCase() !== program)) return undefined;
  const prefixes = steps.map((step, index) => remove({ start: step.run.command!.span.start, end: step.run.command!.span.start + calls[index]![0].length }));
  return suggestion("Write SHELL once", insertLinesAbove(text, run.span.start, [`SHELL ["${program}", "-Command"]`]), ...prefixes);
}
