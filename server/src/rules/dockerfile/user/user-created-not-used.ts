import { isOpenAtEnd } from "../../../model/dockerfile/comments/continuations.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { userOf } from "../../../model/dockerfile/dockerfile.ts";
import { startWords } from "../../../model/dockerfile/containers/command-words.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { createdUsers, plainUser, stepsDown } from "../../../model/dockerfile/users/users.ts";
import { lastRootWork } from "../../../model/dockerfile/users/user-switch.ts";
import { insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UserCreatedNotUsed",
  aliases: [],
  language: "dockerfile",
  mentions: ["adduser", "useradd"],
  category: "security",
  severity: "info",
  summary: "A shipped stage creates an account that nothing switches to.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const role = roleOf(stage, use);
      if ((role !== "service" && role !== "job") || userOf(stage) || stepsDown(stage)) continue;
      // Of a service on a base that we know, its missing USER is said at the head of the stage.
      const severity = role === "service" && baseFacts(stage).isKnown ? "hint" : "info";
      const words = startWords(stage).flatMap((word) => word.split(/[\s=,]/));
      for (const { name } of createdUsers(stage)) {
        if (words.includes(name.unquoted) || dockerfile.all("USER").some((user) => plainUser(user.words[0]?.text ?? "").split(":")[0] === name.unquoted)) continue;
        const work = lastRootWork(stage);
        const fix = work && !isOpenAtEnd(dockerfile, work) ? suggestion(`Add USER ${name.unquoted}`, insertLinesBelow(dockerfile.text, work.span.end, [`USER ${name.unquoted}`])) : undefined;
        report.as(severity)(name, `The account ${name.unquoted} is created, but no USER switches to it: the process runs as root.`, fix);
        break;
      }
    }
  },
});
