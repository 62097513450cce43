import { closestName } from "../../base/closest-name.ts";
import { nameOfUri } from "../../base/uri.ts";
import { isAmong, namesForCall } from "../../workspace/workflow-targets.ts";
import { replaceWord } from "../workflow-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "WorkflowUnknownBakeTarget",
  language: "workflow",
  category: "correctness",
  severity: "warning",
  summary: "A workflow bakes a target that its bake files do not define.",
  check: ({ links, report }) => {
    for (const link of links.bakes) {
      const names = namesForCall(link);
      if (!names) continue;
      const { targetsAndGroups, bake } = names;
      const where = bake.files.map(({ uri }) => nameOfUri(uri)).join(" and ");
      if (link.call.targets.length === 0 && !targetsAndGroups.includes("default")) {
        report(link.call.span, `No target is named here, and there is no target or group "default" in ${where}.`);
      }
      for (const word of link.call.targets) {
        if (word.isComputed || isAmong(word.text, targetsAndGroups)) continue;
        const close = closestName(word.text, targetsAndGroups);
        const edit = close === undefined ? undefined : replaceWord(links.workflow, word, close);
        const fix = edit && suggestion(`Change to "${close}"`, edit);
        report(word.span, `There is no target or group "${word.text}" in ${where}.${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
      }
    }
  },
});
