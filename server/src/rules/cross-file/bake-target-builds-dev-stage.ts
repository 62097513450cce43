import { textOf } from "../../eval/resolved-bake.ts";
import { isPushed } from "../../workspace/target-roles.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTargetBuildsDevStage",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A target that is pushed builds a stage whose name says that it is for tests or development.",
  check: ({ links, report }) => {
    for (const { target, stage, stageName } of links) {
      const name = stage?.name?.text;
      if (!name || !target.target || stageName === undefined || !isPushed(target)) continue;
      const kind = /(?:^|[-_.])(tests?|lint|dev|devel|development|debug)$/i.exec(name)?.[1];
      // A target or tag that says the same, or that it is for pipelines, means it.
      const says = [target.name, ...target.tags.map(textOf)].some((text) => new RegExp(`(?:^|[^a-z])(?:${kind?.slice(0, 3)}|(?:ci|e2e|qa)(?![a-z]))`, "i").test(text));
      if (kind !== undefined && !says) report(target.target, `"${target.name}" is pushed, but its stage "${name}" is for ${/^dev/i.test(kind) ? "development" : kind.toLowerCase()}.`);
    }
  },
});
