import { nameOfUri } from "../../base/uri.ts";
import { textOf } from "../../eval/resolved-bake.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { insertAttribute } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTargetDefaultStage",
  language: "cross-file",
  category: "correctness",
  severity: "info",
  summary: "A target without a stage builds the last one, which is a test or development stage.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      const stages = dockerfile?.dockerfile?.stages ?? [];
      const name = stage?.name?.text;
      if (!dockerfile || stages.length < 2 || name === undefined || target.target || isAbstract(bake, target)) continue;
      if (!/(?:^|[-_.])(?:tests?|lint|dev|devel|development|debug)$/i.test(name) || target.tags.length === 0 || [target.name, ...target.tags.map(textOf)].some((text) => new RegExp(name.slice(0, 3), "i").test(text))) continue;
      const runtime = stages.findLast((candidate) => /^(?:runtime|release|final|prod|production|app|run)$/i.test(candidate.name?.text ?? ""))?.name?.text;
      const block = bake.evaluation.targets.get(target.name)?.blocks.at(-1);
      const edit = runtime !== undefined && block ? insertAttribute(sourceText(bake, block.uri), block.block.block, [`target = "${runtime}"`]) : undefined;
      report({ uri: target.uri, span: target.nameSpan }, `"${target.name}" names no stage and so builds the last of ${nameOfUri(dockerfile.uri)}, "${name}".`, edit && suggestion(`Build the stage ${runtime}`, { ...edit, uri: block!.uri }));
    }
  },
});
