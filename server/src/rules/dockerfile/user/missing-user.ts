import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { isOpenAtEnd } from "../../../model/dockerfile/comments/continuations.ts";
import { rootBase, type Stage, userOf } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf, startProcess } from "../../../model/dockerfile/role.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { stageHeadSpan, stageLabel } from "../../../model/dockerfile/stages/stage-name.ts";
import { firstTail } from "../../../model/dockerfile/stages/stage-tail.ts";
import { contextNames, type DockerfileUse, isSaidByServices } from "../../../model/dockerfile/use.ts";
import { lastRootWork, userSwitch } from "../../../model/dockerfile/users/user-switch.ts";
import { stepsDown } from "../../../model/dockerfile/users/users.ts";
import { type Fix, insertLinesAbove, insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule, type Severity } from "../../rule.ts";

export default defineRule({
  name: "MissingUser",
  aliases: ["trivy:DS-0002"],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "A shipped stage and everything that it builds on never leave root.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const severity = severityOf(stage, use);
      if (!severity || userOf(stage) || isWindowsStage(stage) || stepsDown(stage) || isSaidByServices(use, stage, "hasUser")) continue;
      const process = startProcess(stage);
      const runs = process && process.kind !== "unknown" ? `${process.name} runs as root` : "its containers run as root";
      report.as(severity)(stageHeadSpan(stage), `${stageLabel(stage)} never sets USER, so ${runs}.`, fixOf(stage, use));
    }
  },
});

/** A base that we do not know may bring a user, so that little is said about it; nothing when it is only known at build time. */
function severityOf(stage: Stage, use: DockerfileUse): Severity | undefined {
  const role = roleOf(stage, use);
  if (role === "base" || role === "builder") return undefined;
  const base = rootBase(stage);
  const facts = baseFacts(stage);
  if (base.kind === "variable" || base.kind === "missing" || (facts.isKnown && facts.user !== "root")) return undefined;
  if (base.kind === "image" && contextNames(use).has(base.ref.text.toLowerCase())) return undefined;
  if (role !== "service") return "hint";
  return facts.isKnown ? "warning" : "hint";
}

function fixOf(stage: Stage, use: DockerfileUse): Fix | undefined {
  const change = userSwitch(stage, use);
  if (!change) return undefined;
  const { text } = stage.dockerfile;
  const title = change.isNew ? "Create a user and switch to it" : `Switch to user ${change.user}`;
  const work = lastRootWork(stage);
  if (work) {
    if (isOpenAtEnd(stage.dockerfile, work)) return undefined;
    const next = text.indexOf("\n", work.span.end);
    const isApart = next >= 0 && /^\r?\n/.test(text.slice(next + 1, next + 3));
    return suggestion(title, insertLinesBelow(text, work.span.end, isApart ? ["", ...change.lines] : change.lines));
  }
  const tail = firstTail(stage, ["CMD", "ENTRYPOINT", "HEALTHCHECK"]);
  if (tail) return suggestion(title, insertLinesAbove(text, tail.offset, tail.isApart ? [...change.lines, ""] : change.lines));
  if (isOpenAtEnd(stage.dockerfile, stage.instructions.at(-1))) return undefined;
  return suggestion(title, insertLinesBelow(text, stage.span.end, change.lines));
}
