import { roleOf } from "../../../model/dockerfile/role.ts";
import { isRootUser, stepsDown, userAt } from "../../../model/dockerfile/users/users.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RootWithState",
  aliases: [],
  language: "dockerfile",
  mentions: ["volume"],
  category: "security",
  severity: "hint",
  summary: "A service that runs as root keeps data in a volume, whose files then belong to root.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const user = userAt(stage);
      if (user === undefined || !isRootUser(user) || roleOf(stage, use) !== "service" || stepsDown(stage)) continue;
      for (const volume of stage.instructions) {
        if (volume.kind === "VOLUME") report(volume, "The service writes to this volume as root, so its files cannot be given to another user later without changing them all.");
      }
    }
  },
});
