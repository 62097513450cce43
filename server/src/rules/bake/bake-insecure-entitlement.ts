import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInsecureEntitlement",
  language: "bake",
  category: "security",
  severity: "warning",
  summary: "A target asks for security.insecure, with which its steps run as privileged as the builder itself.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const item of target.entitlements) {
        if (item.value === "security.insecure") report(item, `"${target.name}" may run steps with full privileges on the builder.`);
      }
    }
  },
});
