import { lastOwn } from "../../../model/dockerfile/dockerfile.ts";
import { isForWindows } from "../../../model/dockerfile/stages/platform.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { hasShell } from "../../../model/dockerfile/containers/programs.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { stateFolders } from "../../../model/dockerfile/files/state-folders.ts";
import { isOfPackage } from "../../../model/dockerfile/users/known-accounts.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NonrootStateDirNotWritable",
  aliases: [],
  language: "dockerfile",
  mentions: ["user"],
  category: "correctness",
  severity: "info",
  summary: "A data folder belongs to root, while the process runs as another user and cannot write to it.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const role = roleOf(stage, use);
      const own = lastOwn(stage, "USER");
      const user = userAt(stage);
      if ((role !== "service" && role !== "job") || !own || user === undefined || isRootUser(user) || user.includes("$")) continue;
      const before = userAt(stage, own);
      for (const { path, span, stage: at, isVolume } of stateFolders(stage)) {
        // A base image or a package may have made the folder of a volume, for the account that it brings.
        if (at !== stage || (isVolume && (!baseFacts(stage).isKnown || isOfPackage(stage, user)))) continue;
        const canRun = !isForWindows(stage) && hasShell(stage) === true && before !== undefined && isRootUser(before);
        const fix = canRun ? suggestion(`Give ${path} to ${user}`, insertLinesAbove(dockerfile.text, own.span.start, [`RUN mkdir -p ${path} && chown ${user} ${path}`])) : undefined;
        report(span, `${path} belongs to root, so ${user} cannot write to it.`, fix);
      }
    }
  },
});
