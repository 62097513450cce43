import { fileName, plainPath, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { ownOfKind } from "../../../model/dockerfile/dockerfile.ts";
import { projectInstalls } from "../../../model/dockerfile/packages/project-installs.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "OptionalLockfileGlob",
  aliases: [],
  language: "dockerfile",
  mentions: ["loc", "lock", "lockb", "shrinkwrap"],
  category: "reproducibility",
  severity: "info",
  summary: "A lock file is copied by a pattern that lets it be missing, though the install needs it.",
  check: ({ dockerfile, report }) => {
    const seen = new Set<string>();
    for (const { step, command, lockFiles, needsLock } of projectInstalls(dockerfile)) {
      const key = `${step.stage.index} ${command.manager}`;
      if (!needsLock || seen.has(key)) continue;
      seen.add(key);
      for (const copy of ownOfKind(step.stage, "COPY")) {
        if (copy.span.start > step.run.span.start) continue;
        for (const word of sourcePaths(copy)) {
          const name = fileName(plainPath(word));
          const lock = lockFiles.find((each) => name === `${each}*` || name === `${each.slice(0, -1)}[${each.slice(-1)}]` || name === `${each.slice(0, -1)}?`);
          if (lock === undefined) continue;
          const exact = word.text.replace(name, lock);
          report(word, `"${name}" lets ${lock} be missing without a word, and the install behind it then fails.`, suggestion(`Name ${lock}`, replace(word, exact)));
        }
      }
    }
  },
});
