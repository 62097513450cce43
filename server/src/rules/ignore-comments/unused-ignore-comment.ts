import { remove, replace, safeFix, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "UnusedIgnoreComment",
  language: "ignore-comments",
  category: "style",
  severity: "info",
  summary: "An ignore comment names a rule that finds nothing there, or no rule at all.",
  tags: ["unnecessary"],
  check: ({ idle, report }) => {
    for (const { name, nameSpan, removal, isKnown, closest } of idle) {
      const fix = safeFix("Remove it from the comment", remove(removal));
      if (isKnown) report(nameSpan, `${name} finds nothing here, so it need not be ignored.`, fix);
      else if (closest === undefined) report(nameSpan, `There is no rule ${name}.`, fix);
      else report(nameSpan, `There is no rule ${name}. Did you mean ${closest}?`, suggestion(`Change to ${closest}`, replace(nameSpan, closest)));
    }
  },
});
