import { expandIn, globalScope } from "../../../model/dockerfile/variables/scope.ts";
import { buildVariablesOf } from "../../../model/dockerfile/variables/expansions.ts";
import { removeWithBlanks, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RedundantTargetPlatform",
  aliases: ["DL3065", "buildkit:RedundantTargetPlatform"],
  language: "dockerfile",
  mentions: ["targetplatform"],
  category: "style",
  severity: "info",
  summary: "FROM asks for the target platform, which it would get anyway.",
  check: ({ dockerfile, report }) => {
    for (const from of dockerfile.all("FROM")) {
      const flag = from.flags.find(({ name }) => name === "platform");
      const { value } = flag ?? {};
      if (!flag || !value?.text.includes("TARGETPLATFORM")) continue;
      const names = new Set(buildVariablesOf(dockerfile, from).filter(({ span }) => span.start < value.span.end).map(({ name }) => name));
      const scope = globalScope(dockerfile);
      const result = expandIn(scope, value.text, dockerfile.tree.escape).value;
      if (names.size !== 1 || !names.has("TARGETPLATFORM") || result !== scope.find("TARGETPLATFORM")?.value) continue;
      report(flag, `${value.text} is the platform that FROM takes by itself.`, safeFix("Remove the flag", removeWithBlanks(dockerfile.text, flag)));
    }
  },
});
