import { lastOwn } from "../../../model/dockerfile/dockerfile.ts";
import { lastOwnerChange } from "../../../model/dockerfile/files/ownership.ts";
import { isRootUser, plainUser } from "../../../model/dockerfile/users/users.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyChownAfterUser",
  aliases: [],
  language: "dockerfile",
  mentions: ["user"],
  category: "correctness",
  severity: "info",
  summary: "COPY or ADD behind a USER without --chown makes files that belong to root.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const lastRun = lastOwn(stage, "RUN");
      const lastChown = lastOwnerChange(stage);
      // Only a USER of the stage itself shows that somebody expects the files to be that user's.
      let user: string | undefined;
      for (const copy of stage.instructions) {
        if (copy.kind === "USER" && copy.words[0]) user = plainUser(copy.words[0].text);
        if ((copy.kind !== "COPY" && copy.kind !== "ADD") || user === undefined || isRootUser(user) || (lastChown && lastChown.span.start > copy.span.start)) continue;
        const destination = copy.destination?.text;
        if (destination === undefined || copy.flags.some(({ name }) => name === "chown" || name === "from") || /^\/(?:usr|etc|s?bin|lib|opt)(?:\/|$)/.test(destination)) continue;
        // A later step of that user may already need to write there; what happens at run time is not known.
        const severity = lastRun && lastRun.span.start > copy.span.start ? "info" : "hint";
        const fix = /["'\s]/.test(user) ? undefined : suggestion(`Add --chown=${user}`, insertAfter(copy.keywordSpan, ` --chown=${user}`));
        report.as(severity)(copy.keywordSpan, `${copy.keyword} ignores USER ${user}: these files belong to root.`, fix);
      }
    }
  },
});
