import { isShipped } from "../../../model/dockerfile/role.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NonrootLowPort",
  aliases: [],
  language: "dockerfile",
  mentions: ["expose"],
  category: "correctness",
  severity: "hint",
  summary: "A service that does not run as root is to listen on a port below 1024.",
  check: ({ dockerfile, use, report }) => {
    const reported = new Set<unknown>();
    for (const stage of dockerfile.stages) {
      const user = isShipped(stage, use) && !isWindowsStage(stage) ? userAt(stage) : undefined;
      if (user === undefined || isRootUser(user) || user.includes("$")) continue;
      for (const expose of stageChain(stage).flatMap((link) => link.instructions)) {
        if (expose.kind !== "EXPOSE") continue;
        for (const word of expose.words) {
          const port = /^(\d+)(?:\/(?:tcp|udp))?$/i.exec(word.text)?.[1];
          if (port === undefined || Number(port) >= 1024 || reported.has(word)) continue;
          reported.add(word);
          report(word, `Port ${port} may need root, but the container runs as ${user}.`);
        }
      }
    }
  },
});
