import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { hasCommentedHealthcheck } from "../../../model/dockerfile/comments/commented-healthcheck.ts";
import { isOpenAtEnd } from "../../../model/dockerfile/comments/continuations.ts";
import { healthcheckOf, type Stage } from "../../../model/dockerfile/dockerfile.ts";
import { firstTail } from "../../../model/dockerfile/stages/stage-tail.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { type Probe, probeOf } from "../../../model/dockerfile/containers/probe.ts";
import { roleOf, startProcess } from "../../../model/dockerfile/role.ts";
import { stageHeadSpan, stageLabel } from "../../../model/dockerfile/stages/stage-name.ts";
import { type DockerfileUse, isSaidByServices } from "../../../model/dockerfile/use.ts";
import { type Fix, insertLinesAbove, insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule, type Severity } from "../../rule.ts";

const severities: Readonly<Record<string, Severity>> = { service: "warning", job: "hint", product: "hint" };

export default defineRule({
  name: "RequireHealthcheck",
  aliases: ["DL3057", "trivy:DS-0026"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A stage that ships a service has no HEALTHCHECK, neither its own nor from a stage that it builds on.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const severity = severityOf(stage, use);
      if (!severity || healthcheckOf(stage) || hasCommentedHealthcheck(stage) || baseFacts(stage).hasHealthcheck || isSaidByServices(use, stage, "hasHealthcheck")) continue;
      const process = startProcess(stage);
      const runs = process?.kind === "server" || process?.kind === "worker" ? `runs ${process.name}` : roleOf(stage, use) === "service" ? "is a service" : "is shipped";
      report.as(severity)(stageHeadSpan(stage), `${stageLabel(stage)} ${runs} without a HEALTHCHECK: nobody notices when it hangs.`, fixOf(stage));
    }
  },
});

/** Little is said where the base may bring a check, or where nothing in the image could ask: then the program itself has to learn it. */
function severityOf(stage: Stage, use: DockerfileUse): Severity | undefined {
  const severity = severities[roleOf(stage, use)];
  if (severity !== "warning" || use.builds.some((build) => build.stage === stage && build.service)) return severity;
  const { isKnown, hasShell } = baseFacts(stage);
  const isOpen = !isKnown || (hasShell === false && !probeOf(stage));
  return isOpen ? "hint" : severity;
}

function fixOf(stage: Stage): Fix | undefined {
  const probe = isWindowsStage(stage) ? undefined : probeOf(stage);
  if (!probe) return undefined;
  const { text, tree } = stage.dockerfile;
  const lines = [`HEALTHCHECK ${flagsOf(probe)} ${tree.escape}`, `    CMD ${probe.command}`];
  const title = `Add a HEALTHCHECK that asks with ${probe.program.slice(probe.program.lastIndexOf("/") + 1)}`;
  const tail = firstTail(stage, ["CMD", "ENTRYPOINT"]);
  if (tail) return suggestion(title, insertLinesAbove(text, tail.offset, tail.isApart ? [...lines, ""] : lines));
  if (isOpenAtEnd(stage.dockerfile, stage.instructions.at(-1))) return undefined;
  return suggestion(title, insertLinesBelow(text, stage.span.end, lines));
}

function flagsOf({ interval, timeout, startPeriod }: Probe): string {
  return `--interval=${interval}s --timeout=${timeout}s --start-period=${startPeriod}s --retries=3`;
}
