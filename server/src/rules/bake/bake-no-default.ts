import { hasSyntaxFaults } from "../../workspace/bake-faults.ts";
import { builtTargets } from "../../workspace/target-roles.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { insert, lineBreakOf, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeNoDefault",
  language: "bake",
  category: "correctness",
  severity: "info",
  summary: "There is neither a group nor a target named default, so that a plain bake fails.",
  check: ({ bake, report }) => {
    const { groups, targets } = bake.evaluation;
    if (!bake.isDefaultLookup || bake.hasCompose || groups.has("default") || targets.has("default") || bake.evaluation.stopped !== undefined || hasSyntaxFaults(bake)) return;
    const built = builtTargets(bake);
    const first = bake.files.flatMap((file) => file.bakeFile ?? []).flatMap((file) => [...file.groups, ...file.targets].sort((a, b) => a.span.start - b.span.start).map((block) => ({ uri: file.uri, block })))[0];
    if (built.length === 0 || !first) return;
    const text = sourceText(bake, first.uri);
    const lineBreak = lineBreakOf(text);
    const names = built.slice(0, 40).map(({ name }) => `"${name}"`).join(", ");
    const isHcl = !text.trimStart().startsWith("{");
    const fix = isHcl ? suggestion("Add a default group", { ...insert(first.block.span.start, [`group "default" {`, `  targets = [${names}]`, "}", "", ""].join(lineBreak)), uri: first.uri }) : undefined;
    report({ uri: built[0]!.uri, span: built[0]!.nameSpan }, "No group or target is named \"default\", so `docker buildx bake` without a name fails.", fix);
  },
});
