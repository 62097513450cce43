import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeNetworkHost",
  language: "bake",
  category: "security",
  severity: "info",
  summary: "All steps of a target run in the host's network.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      if (target.network?.value !== "host") continue;
      const edit = removeValue(bake, target.network);
      report(target.network, `Every step of "${target.name}" can reach what listens on the builder itself.`, edit && suggestion("Use the default network", edit));
    }
  },
});
