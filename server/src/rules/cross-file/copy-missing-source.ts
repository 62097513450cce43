import { textOf } from "../../eval/resolved-bake.ts";
import { contextSources } from "../../model/dockerfile/files/context-sources.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds } from "../../workspace/distinct-builds.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "CopyMissingSource",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A COPY, ADD or bind mount takes a file that does not exist in the build context.",
  check: ({ links, report }) => {
    for (const { target, dockerfile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !stage || files.kindOf(".") !== "folder") continue;
      const built = builtStages(stage);
      const sources = contextSources(dockerfile.dockerfile).filter(({ path, stage: user }) => path !== undefined && path !== "." && built.has(user));
      const kinds = sources.map(({ path }) => files.kindOf(path!));
      // Where nothing is found at all, the context is filled elsewhere or was not checked out.
      const isEmpty = new Set(sources.map(({ path }) => path)).size > 1 && kinds.every((kind) => kind === "absent");
      const context = target.context.value === "." ? "the build context" : `the build context ${textOf(target.context)}`;
      for (const [index, { path, span }] of sources.entries()) {
        if (kinds[index] !== "absent") continue;
        // What git leaves out is made by a step before the build, here or in the pipeline.
        if (files.isGenerated(path!)) report.as("hint")({ uri: dockerfile.uri, span }, `${path} is not in ${context} now; git ignores it, so something has to make it before the build.`);
        else report.as(isEmpty ? "hint" : "error")({ uri: dockerfile.uri, span }, `There is no ${path} in ${context}.`);
      }
    }
  },
});
