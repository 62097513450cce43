import { contextSources } from "../../model/dockerfile/files/context-sources.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds } from "../../workspace/distinct-builds.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "DockerignoreMissing",
  language: "cross-file",
  category: "cache",
  severity: "info",
  summary: "A build context that is copied as a whole has no .dockerignore.",
  check: ({ links, report }) => {
    for (const { dockerfile, ignoreFile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !stage || ignoreFile || files.kindOf(".") !== "folder") continue;
      const built = builtStages(stage);
      // One such copy is enough to say it.
      const whole = contextSources(dockerfile.dockerfile).find(({ path, stage: user, instruction }) => path === "." && instruction.kind !== "RUN" && built.has(user));
      if (whole) report({ uri: dockerfile.uri, span: whole.span }, "This copies all of the build context, and no .dockerignore says what to leave out.");
    }
  },
});
