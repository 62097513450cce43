import { removeWithBlanks, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RunSecurityInsecure",
  aliases: [],
  language: "dockerfile",
  mentions: ["insecure"],
  category: "security",
  severity: "warning",
  summary: "RUN switches the sandbox of the build off.",
  check: ({ dockerfile, report }) => {
    for (const run of dockerfile.all("RUN")) {
      const flag = run.flags.find(({ name, plainValue }) => name === "security" && plainValue === "insecure");
      if (flag) report(flag, "This step gets full rights on the machine that builds.", suggestion("Remove --security=insecure", removeWithBlanks(dockerfile.text, flag)));
    }
  },
});
