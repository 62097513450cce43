import { userAt } from "../../../model/dockerfile/users/users.ts";
import { plainUser, createdUsers } from "../../../model/dockerfile/users/users.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { isShipped } from "../../../model/dockerfile/role.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { lastOwn } from "../../../model/dockerfile/dockerfile.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NumericUser",
  aliases: ["DL3066"],
  language: "dockerfile",
  mentions: ["user"],
  category: "security",
  severity: "hint",
  summary: "The last USER of a shipped stage is a name, from which Kubernetes cannot tell that it is not root.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const user = isShipped(stage, use) && !isWindowsStage(stage) ? lastOwn(stage, "USER") : undefined;
      const word = user?.words[0];
      const name = plainUser(word?.text ?? "").split(":")[0]!;
      if (!word || userAt(stage) === undefined || !/^[a-z_][\w.-]*$/i.test(name) || name === "root") continue;
      const id = createdUsers(stage).find((account) => account.name.unquoted === name)?.id ?? baseFacts(stage).accounts.get(name);
      const fix = id !== undefined && /^\d+$/.test(id) && plainUser(word.text) === name ? suggestion(`Write USER ${id}`, replace(word, id)) : undefined;
      report(word, `USER ${name} is a name: an orchestrator that forbids root needs its number.`, fix);
    }
  },
});
