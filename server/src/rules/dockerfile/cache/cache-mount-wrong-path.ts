import { misplacedCaches } from "../../../model/dockerfile/packages/misplaced-caches.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CacheMountWrongPath",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "cache",
  severity: "warning",
  summary: "A cache mount lies at a folder that the step's package manager does not use.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { mount, command, folder } of misplacedCaches(step)) {
        const target = mount.options.find(({ key }) => /^(?:target|dst|destination)$/i.test(key));
        const fix = folder === undefined || target?.valueSpan === undefined ? undefined : suggestion(`Mount ${folder} instead`, replace(target.valueSpan, folder));
        report(target?.valueSpan ?? mount, `${command.manager} does not keep its downloads in ${mount.target}${folder === undefined ? "" : ` but in ${folder}`}.`, fix);
      }
    }
  },
});
