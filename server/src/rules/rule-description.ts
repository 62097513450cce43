import type { Rule } from "./rule.ts";

/** What is said of a rule to people. The build keeps these texts out of what is loaded at a start, so nothing else reads them from a rule. */
export function descriptionOf(rule: Rule): Pick<Rule, "category" | "summary"> {
  return rule;
}
