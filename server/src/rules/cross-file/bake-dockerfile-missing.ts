import { textOf } from "../../eval/resolved-bake.ts";
import { closestName } from "../../base/closest-name.ts";
import { relativePath } from "../../base/uri.ts";
import { isOutputPath } from "../../model/dockerfile/files/built-artifacts.ts";
import type { ContextFiles } from "../../workspace/context-files.ts";
import { isLoadedWithOthers } from "../../workspace/bake-faults.ts";
import { variesWithEnvironment } from "../../workspace/left-to-environment.ts";
import { isAbstract, targetUses } from "../../workspace/target-roles.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { type CrossFileContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeDockerfileMissing",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A target's Dockerfile does not exist below its context.",
  check: ({ bake, links, report }) => {
    const found = [...new Set(links.flatMap((link) => (link.dockerfile ? [link.dockerfile.uri] : [])))];
    const missing = links.filter((link) => link.isDockerfileMissing && isMeantToBeBuilt(bake, link));
    // When all of several are missing, the files are baked from some folder that is not known here.
    const isElsewhere = found.length === 0 && new Set(missing.map((link) => link.dockerfileUri)).size > 1;
    for (const link of missing) {
      const { target, files, contextUri } = link;
      if (contextUri === undefined || files.kindOf(".") === "absent") continue;
      const path = textOf(target.dockerfile);
      const close = closestName(path, found.map((uri) => relativePath(contextUri, uri)));
      const edit = close === undefined ? undefined : changeText(bake, target.dockerfile, path, close);
      const fix = edit && suggestion(`Change to "${close}"`, edit);
      const isSoft = isElsewhere || isChosenByVariable(bake, link) || isLoadedWithOthers(bake) || isMadeElsewhere(files, path);
      const where = target.context.value === "." ? "" : ` in ${textOf(target.context)}`;
      report.as(isSoft ? "info" : "error")(target.dockerfile, `There is no ${path}${where}${target.explicit.has("dockerfile") ? "" : `, which "${target.name}" builds`}.${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
    }
  },
});

/** A path with a variable in it is right for the values that builds give, unless the target is built without any. */
function isChosenByVariable(bake: CrossFileContext["bake"], { target }: CrossFileContext["links"][number]): boolean {
  return variesWithEnvironment(bake, target.dockerfile) && !bake.evaluation.resolve(["default"]).targets.has(target.name);
}

/** Whether the file may come with a submodule, or with what a build writes. */
function isMadeElsewhere(files: ContextFiles, path: string): boolean {
  return files.isGenerated(path) || files.isInSubmodule(path) || isOutputPath(path);
}

/** Helper targets that only carry values for others need no Dockerfile. */
function isMeantToBeBuilt(bake: CrossFileContext["bake"], { target }: CrossFileContext["links"][number]): boolean {
  if (isAbstract(bake, target)) return false;
  const uses = targetUses(bake);
  const isAskedFor = uses.grouped.has(target.name) || uses.linked.has(target.name) || target.name === "default";
  return isAskedFor || ["dockerfile", "context", "target", "tags", "output"].some((name) => target.explicit.has(name));
}
