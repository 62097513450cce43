import { aptCacheMounts } from "../../../model/dockerfile/packages/apt-mounts.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insertAfter, replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CacheMountAptUnlocked",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "correctness",
  severity: "warning",
  summary: "Builds that run at the same time share a cache mount that apt needs for itself.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const mount of aptCacheMounts(step)) {
        const sharing = mount.options.find(({ key }) => key.toLowerCase() === "sharing");
        if (sharing !== undefined && sharing.value?.toLowerCase() !== "shared") continue;
        const value = mount.flag.value!;
        const edit = sharing?.valueSpan === undefined ? insertAfter(value, ",sharing=locked") : replace(sharing.valueSpan, "locked");
        const isQuoted = /["']$/.test(dockerfile.written(value));
        const message = `The cache at ${mount.target} is shared between builds, and apt fails when another apt holds its lock; use sharing=locked.`;
        report(mount, message, isQuoted ? undefined : safeFix("Lock the cache with sharing=locked", edit));
      }
    }
  },
});
