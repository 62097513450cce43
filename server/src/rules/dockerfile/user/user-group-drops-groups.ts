import { supplementaryGroups } from "../../../model/dockerfile/files/ownership.ts";
import { plainUser } from "../../../model/dockerfile/users/users.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UserGroupDropsGroups",
  aliases: [],
  language: "dockerfile",
  mentions: ["addgroup", "adduser", "gpasswd", "useradd", "usermod"],
  category: "correctness",
  severity: "warning",
  summary: "USER names a group, which takes the other groups away that the user was given.",
  check: ({ dockerfile, report }) => {
    for (const user of dockerfile.all("USER")) {
      const word = user.words[0];
      const [name, group] = plainUser(word?.text ?? "").split(":");
      const stage = dockerfile.stageOf(user);
      if (!word || !stage || !name || !group) continue;
      const lost = supplementaryGroups(stage, name).filter((other) => other !== group);
      if (lost.length > 0) report(word, `With a group in USER, ${name} loses its other groups: ${lost.join(", ")}.`, suggestion(`Write USER ${name}`, replace(word, name)));
    }
  },
});
