import { baseImages } from "../../../data/base-images.ts";
import { isOpenAtEnd } from "../../../model/dockerfile/comments/continuations.ts";
import { rootOnlyInvocation } from "../../../model/dockerfile/files/ownership.ts";
import { isForWindows } from "../../../model/dockerfile/stages/platform.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { insertLinesAbove, insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** The longest word in the name of each image that starts as another user than root. */
const imagesWithUser = Object.entries(baseImages).flatMap(([name, { user }]) =>
  user === undefined ? [] : (name.replace(/[a-z]*\*$/, "").match(/[a-z]+/g) ?? []).sort((a, b) => b.length - a.length).slice(0, 1));

export default defineRule({
  name: "UserBeforeRootWork",
  aliases: [],
  language: "dockerfile",
  mentions: [...new Set([...imagesWithUser, "dotnet", "nonroot", "user"])].sort(),
  category: "correctness",
  severity: "warning",
  summary: "A step that needs root runs as another user, so that the build fails.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const instruction of stage.instructions) {
        const program = rootOnlyInvocation(stage, instruction);
        const user = program && userAt(stage, instruction);
        if (!program || user === undefined || isRootUser(user) || user.includes("$") || isForWindows(stage)) continue;
        const { text } = dockerfile;
        const fix = isOpenAtEnd(dockerfile, instruction) ? undefined : suggestion("Run this step as root", insertLinesAbove(text, instruction.span.start, ["USER root"]), insertLinesBelow(text, instruction.span.end, [`USER ${user}`]));
        report(program.words[0]!, `${program.name} needs root, but this step runs as ${user}.`, fix);
      }
    }
  },
});
