import { closestName } from "../../base/closest-name.ts";
import { nameOfUri } from "../../base/uri.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeStageMissing",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A target builds a stage that its Dockerfile does not have.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage, stageName } of links) {
      if (!target.target || !dockerfile?.dockerfile || stage || stageName === undefined) continue;
      const names = dockerfile.dockerfile.stages.flatMap((candidate) => candidate.name?.text ?? []);
      const close = closestName(stageName, names);
      const edit = close === undefined ? undefined : changeText(bake, target.target, stageName, close);
      const fix = edit && suggestion(`Change to "${close}"`, edit);
      const known = close !== undefined ? ` Did you mean "${close}"?` : names.length > 0 ? ` It has ${names.join(", ")}.` : "";
      report(target.target, `${nameOfUri(dockerfile.uri)} has no stage "${stageName}".${known}`, fix);
    }
  },
});
