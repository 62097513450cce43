import { isOpenAtEnd } from "../../../model/dockerfile/comments/continuations.ts";
import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import type { DockerfileUse } from "../../../model/dockerfile/use.ts";
import { handOver, hasStepAfter, lastRootWork, userSwitch } from "../../../model/dockerfile/users/user-switch.ts";
import { isRootUser, ownRootUser, stepsDown, userAt } from "../../../model/dockerfile/users/users.ts";
import type { WordsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insertLinesBelow, lineBreakOf, removeLines, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoRootUser",
  aliases: ["DL3002", "trivy:DS-0002"],
  language: "dockerfile",
  mentions: ["user"],
  category: "security",
  severity: "warning",
  summary: "The last USER of a stage is root.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const user = ownRootUser(stage);
      if (!user) continue;
      const role = roleOf(stage, use);
      // No container starts from a stage that only builds.
      const severity = role === "builder" ? "off" : stepsDown(stage) ? "hint" : role === "service" || role === "product" ? "warning" : "info";
      const written = user.words[0]!;
      report.as(severity)(user, `The last user of ${stage.name ? `stage "${stage.name.text}"` : "the stage"} is ${written.text}, so its containers run as root.`, fixOf(stage, user, use));
    }
  },
});

/** Back to the user from before, where there is one; else to one that fits, behind the last step that needs root. */
function fixOf(stage: Stage, user: WordsInstruction, use: DockerfileUse): Fix | undefined {
  const { text } = stage.dockerfile;
  const before = userAt(stage, user);
  const previous = before !== undefined && !isRootUser(before) ? before : undefined;
  const isLastStep = !hasStepAfter(stage, user);
  const given = previous === undefined ? [] : handOver(stage, previous);
  if (previous !== undefined && isLastStep && given.length === 0) return suggestion(`Stay ${previous}: remove USER ${user.words[0]!.text}`, removeLines(text, user));
  const lines = previous === undefined ? userSwitch(stage, use)?.lines : [...given, `USER ${previous}`];
  if (!lines) return undefined;
  const title = `Switch to ${lines[lines.length - 1]!.slice("USER ".length)} at the end of the stage`;
  const work = lastRootWork(stage, user);
  if (previous === undefined && (isLastStep || !work)) return suggestion(title, replace(user, lines.join(lineBreakOf(text))));
  if (!isLastStep && isOpenAtEnd(stage.dockerfile, work)) return undefined;
  return suggestion(title, insertLinesBelow(text, isLastStep || !work ? user.span.end : work.span.end, lines));
}
