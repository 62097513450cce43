import { isInside } from "../../base/uri.ts";
import { textOf } from "../../eval/resolved-bake.ts";
import { isBuiltArtifact } from "../../model/dockerfile/files/built-artifacts.ts";
import { type ContextSource, contextSources } from "../../model/dockerfile/files/context-sources.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds } from "../../workspace/distinct-builds.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { nearPaths } from "../../workspace/near-paths.ts";
import { replace, suggestion } from "../fix.ts";
import { type CrossFileContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "CopyMissingSource",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A COPY, ADD or bind mount takes a file that does not exist in the build context.",
  check: ({ links, report }) => {
    for (const link of distinctBuilds(links)) {
      const { dockerfile, stage, files } = link;
      if (!dockerfile?.dockerfile || !stage || files.kindOf(".") !== "folder") continue;
      const built = builtStages(stage);
      const sources = contextSources(dockerfile.dockerfile).filter(({ path, stage: user }) => path !== undefined && path !== "." && built.has(user));
      const missing = sources.filter(({ path }) => files.kindOf(path!) === "absent");
      // Where nothing is found but the way to the Dockerfile, the context is filled elsewhere or was not checked out.
      const absent = new Set(missing.map(({ path }) => path));
      const isEmpty = sources.every(({ path }) => absent.has(path) || isInside(files.uriOf(path!)!, dockerfile.uri));
      for (const source of missing) reportMissing(link, source, isEmpty, report);
    }
  },
});

/** Only a path that leads to its file from another folder is certainly wrong: others may be there when the image is built. */
function reportMissing(link: TargetLink, source: ContextSource, isEmpty: boolean, report: CrossFileContext["report"]): void {
  const { target, dockerfile, files } = link;
  const { span, text } = source;
  const path = source.path!;
  const uri = dockerfile!.uri;
  const context = target.context.value === "." ? "the build context" : `the build context ${textOf(target.context)}`;
  const near = nearPaths(link, path).find((candidate) => files.kindOf(candidate) === "file");
  const fix = near === undefined || dockerfile!.text.slice(span.start, span.end) !== text || /["\s]/.test(text + near) ? undefined : suggestion(`Change to ${near}`, { ...replace(span, near), uri });
  if (near !== undefined) report.as("error")({ uri, span }, `There is no ${path} in ${context}. Did you mean ${near}?`, fix);
  else if (files.isGenerated(path)) report.as("hint")({ uri, span }, `${path} is not in ${context} now; git ignores it, so something has to make it before the build.`);
  else report.as(isEmpty || isBuiltArtifact(source) || files.isInSubmodule(path) ? "hint" : "warning")({ uri, span }, `There is no ${path} in ${context}.`);
}
