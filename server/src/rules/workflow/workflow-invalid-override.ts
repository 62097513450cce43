import { closestName } from "../../base/closest-name.ts";
import { isOverrideKey, overrideKeys } from "../../data/bake-overrides.ts";
import type { WrittenWord } from "../../model/workflow/written-text.ts";
import { type CallNames, isAmong, namesForCall, type OverrideWord, readOverrideWord } from "../../workspace/workflow-targets.ts";
import { suggestion } from "../fix.ts";
import { defineRule, type WorkflowContext } from "../rule.ts";
import { replaceWord } from "../workflow-edits.ts";

export default defineRule({
  name: "WorkflowInvalidOverride",
  language: "workflow",
  category: "correctness",
  severity: "warning",
  summary: "A workflow overrides what no target of its bake files has, so that the bake fails.",
  check: (context) => {
    for (const link of context.links.bakes) {
      const names = namesForCall(link);
      for (const word of link.call.overrides) {
        const override = readOverrideWord(word);
        if (override) checkOverride(context, word, override, names);
      }
    }
  },
});

function checkOverride({ links, report }: WorkflowContext, word: WrittenWord, { pattern, key, keyStart, value }: OverrideWord, names: CallNames | undefined): void {
  const change = (from: string, to: string | undefined, at: number): ReturnType<typeof suggestion> | undefined => {
    const edit = to === undefined ? undefined : replaceWord(links.workflow, word, word.text.slice(0, at) + to + word.text.slice(at + from.length));
    return edit && suggestion(`Change to "${to}"`, edit);
  };
  const didYouMean = (close: string | undefined): string => (close === undefined ? "" : ` Did you mean "${close}"?`);
  if (pattern === undefined) {
    report(word.span, `An override begins with the name of a target, as in *.${key}; here is only "${key}".`);
  } else if (names && !isAmong(pattern, names.targets)) {
    const close = closestName(pattern, names.targets);
    report(word.span, `No target is called "${pattern}", so this override fails.${didYouMean(close)}`, change(pattern, close, 0));
  } else if (!isOverrideKey(key)) {
    const close = closestName(key, overrideKeys);
    report(word.span, `"${key}" is nothing that can be overridden.${didYouMean(close)}`, change(key, close, keyStart));
  } else if (value === undefined && key !== "args") {
    report(word.span, `The override of ${key} gives no value.`);
  }
}
