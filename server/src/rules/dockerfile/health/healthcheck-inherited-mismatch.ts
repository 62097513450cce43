import { isOpenAtEnd } from "../../../model/dockerfile/comments/continuations.ts";
import { healthcheckOf, type Stage, startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { probeAddresses } from "../../../model/dockerfile/containers/healthcheck.ts";
import { probeOf } from "../../../model/dockerfile/containers/probe.ts";
import { isOneShot, roleOf, startProcess } from "../../../model/dockerfile/role.ts";
import { stageHeadSpan, stageLabel } from "../../../model/dockerfile/stages/stage-name.ts";
import { firstTail } from "../../../model/dockerfile/stages/stage-tail.ts";
import { type Fix, insertLinesAbove, insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HealthcheckInheritedMismatch",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "warning",
  summary: "A worker or job inherits a HEALTHCHECK that asks for a web page, which it does not serve.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const check = healthcheckOf(stage);
      const owner = check && dockerfile.stageOf(check);
      if (!check || !owner || owner === stage || probeAddresses(dockerfile, check).length === 0) continue;
      const { entrypoint, cmd } = startCommandOf(stage);
      // Only a command of its own makes it another thing than the stage that the check was written for.
      const isChanged = [entrypoint, cmd].some((command) => command && dockerfile.stageOf(command) === stage);
      if (!isChanged || roleOf(stage, use) === "builder") continue;
      const process = startProcess(stage);
      const isJob = isOneShot(process) && startProcess(owner)?.kind === "server";
      if (process?.kind !== "worker" && !isJob) continue;
      report(stageHeadSpan(stage), `${stageLabel(stage)} runs ${process!.name}, but inherits a HEALTHCHECK that asks for a web page.`, fixOf(stage));
    }
  },
});

function fixOf(stage: Stage): Fix | undefined {
  const { text, tree } = stage.dockerfile;
  const probe = isOneShot(startProcess(stage)) ? undefined : probeOf(stage);
  const lines = probe
    ? [`HEALTHCHECK --interval=${probe.interval}s --timeout=${probe.timeout}s --start-period=${probe.startPeriod}s --retries=3 ${tree.escape}`, `    CMD ${probe.command}`]
    : ["HEALTHCHECK NONE"];
  const title = probe ? `Add a HEALTHCHECK that asks with ${probe.program}` : "Switch the inherited check off";
  const tail = firstTail(stage, ["CMD", "ENTRYPOINT"]);
  if (!tail) return isOpenAtEnd(stage.dockerfile, stage.instructions.at(-1)) ? undefined : suggestion(title, insertLinesBelow(text, stage.span.end, lines));
  return suggestion(title, insertLinesAbove(text, tail.offset, tail.isApart ? [...lines, ""] : lines));
}
