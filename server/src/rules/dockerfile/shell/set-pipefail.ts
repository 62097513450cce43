import { memoize } from "../../../base/memoize.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { ownOfKind } from "../../../model/dockerfile/dockerfile.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { InstructionScript } from "../../../model/dockerfile/scripts/scripts.ts";
import { shellArgvAt } from "../../../model/dockerfile/scripts/shell.ts";
import { shellArgvOptions } from "../../../model/shell/set-options.ts";
import type { CommandUse } from "../../../syntax/shell/walk.ts";
import { programName } from "../../../syntax/shell/dialect.ts";
import { type Fix, insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SetPipefail",
  aliases: ["DL4006"],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "A step has a pipe whose first command may fail unseen, because pipefail is not set.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const piped = step.isOnbuild ? [] : pipedIn(step.script);
      const first = piped[0];
      if (!first) continue;
      const shell = shellArgvAt(step.stage, step.run);
      const isSet = shellArgvOptions(shell).pipefail && /^(?:bash|zsh|ksh|ash)$/.test(programName(shell[0] ?? ""));
      // A SHELL of the base stage holds here too; hadolint does not see it.
      if (isSet && (ownOfKind(step.stage, "SHELL")[0]?.span.start ?? Infinity) < step.run.span.start) continue;
      const open = piped.filter((use) => !cannotFail(use) && !step.script.facts.optionsBefore(use).pipefail && !use.isCondition && !use.isFailureIgnored);
      const download = open.find((use) => isDownload(step, use));
      const place = ({ pipeline, pipelineIndex, command }: CommandUse) => pipeline.operators[pipelineIndex - 1] ?? command;
      if (download) report.as(step.script.shell === "bash" ? "info" : "hint")(place(download), "If the download fails, the step goes on with what the next command makes of nothing.", toPipefail(step));
      else if (open[0] && step.script.shell === "bash") report(place(open[0]), "A failure in front of this pipe goes unseen: pipefail is not set.", toPipefail(step));
      else report.as("off")(place(open[0] ?? first), "A failure in front of this pipe goes unseen: the SHELL does not set pipefail.", toPipefail(step));
    }
  },
});

/** The commands behind a pipe. */
const pipedIn = memoize(({ facts }: InstructionScript): readonly CommandUse[] => facts.commands.filter(({ pipelineIndex }) => pipelineIndex > 0));

/** Where the first command of a pipeline stands that does more than write words; `yes` even fails by design, once nobody reads any more. */
const firstThatMayFail = memoize(({ commands }: CommandUse["pipeline"]): number => {
  const index = commands.findIndex((node) => node.kind !== "command" || !/^(?:echo|printf|yes|true|:)$/.test(node.name?.unquoted ?? ""));
  return index < 0 ? commands.length : index;
});

/** Whether all in front of the pipe only writes words. */
function cannotFail({ pipeline, pipelineIndex }: CommandUse): boolean {
  return pipelineIndex <= firstThatMayFail(pipeline);
}

/** Whether what the pipe carries is a download. */
function isDownload(step: RunStep, use: CommandUse): boolean {
  return step.script.facts.downloads.some(({ invocation }) => invocation.command !== undefined && use.pipeline.commands.slice(0, use.pipelineIndex).includes(invocation.command));
}

/** A SHELL that the image is known to have. */
function toPipefail({ dockerfile, stage, run }: RunStep): Fix | undefined {
  const { distribution } = baseFacts(stage);
  const shell = distribution === "alpine" || distribution === "busybox" ? "/bin/ash" : distribution === "unknown" || distribution === "scratch" || distribution === "distroless" ? undefined : "/bin/bash";
  if (shell === undefined) return undefined;
  return suggestion("Set pipefail with SHELL", insertLinesAbove(dockerfile.text, run.span.start, [`SHELL ["${shell}", "-o", "pipefail", "-c"]`]));
}
