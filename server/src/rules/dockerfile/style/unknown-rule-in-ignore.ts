import { closestName } from "../../../base/closest-name.ts";
import { buildkitChecks } from "../../../data/buildkit-checks.ts";
import { hadolintNames, skippedChecks } from "../../../model/dockerfile/comments/skipped-checks.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UnknownRuleInIgnore",
  aliases: [],
  language: "dockerfile",
  mentions: ["check", "hadolint"],
  category: "correctness",
  severity: "info",
  summary: "A directive or comment for another tool switches off a check that the tool does not have.",
  check: ({ dockerfile, report }) => {
    const known = new Set([...buildkitChecks, "all"]);
    for (const { name, span } of skippedChecks(dockerfile)) {
      if (known.has(name)) continue;
      const guess = closestName(name, buildkitChecks);
      // A later BuildKit may have checks that are not known here.
      if (guess === undefined) report.as("hint")(span, `BuildKit is not known to have a check ${name}.`);
      else report(span, `BuildKit has no check ${name}, so nothing is skipped. Did you mean ${guess}?`, suggestion(`Change it to ${guess}`, replace(span, guess)));
    }
    for (const { name, span } of hadolintNames(dockerfile)) {
      if (/^(?:DL|SC)\d{4}$/.test(name)) continue;
      const code = /^(?:DL|SC)[\dOoIl]{4}$/i.test(name) ? name.slice(0, 2).toUpperCase() + name.slice(2).replace(/o/gi, "0").replace(/[Il]/g, "1") : undefined;
      if (code !== undefined) report(span, `hadolint has no rule ${name}, so nothing is ignored. Did you mean ${code}?`, suggestion(`Change it to ${code}`, replace(span, code)));
    }
  },
});
