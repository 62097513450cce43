import { removeWithBlanks, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RunNetworkHost",
  aliases: [],
  language: "dockerfile",
  mentions: ["network"],
  category: "security",
  severity: "warning",
  summary: "RUN shares the network of the machine that builds.",
  check: ({ dockerfile, report }) => {
    for (const run of dockerfile.all("RUN")) {
      const flag = run.flags.find(({ name, plainValue }) => name === "network" && plainValue === "host");
      if (flag) report(flag, "This step reaches every service of the machine that builds, as if it ran there.", suggestion("Remove --network=host", removeWithBlanks(dockerfile.text, flag)));
    }
  },
});
