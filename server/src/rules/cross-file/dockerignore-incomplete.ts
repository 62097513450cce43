import { nameOfUri } from "../../base/uri.ts";
import { contextSources } from "../../model/dockerfile/files/context-sources.ts";
import { sensitivePaths } from "../../model/dockerignore/sensitive-paths.ts";
import { isIgnored } from "../../model/dockerignore/dockerignore.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds, ignoreRules } from "../../workspace/distinct-builds.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "DockerignoreIncomplete",
  language: "cross-file",
  category: "security",
  severity: "info",
  summary: "A context that is copied as a whole holds .git, dependencies, settings or keys that the .dockerignore lets in.",
  check: ({ links, report }) => {
    for (const { dockerfile, ignoreFile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !stage || !ignoreFile) continue;
      const built = builtStages(stage);
      const whole = contextSources(dockerfile.dockerfile).find(({ path, stage: user, instruction }) => path === "." && instruction.kind !== "RUN" && built.has(user));
      if (!whole) continue;
      const rules = ignoreRules(ignoreFile);
      const present = sensitivePaths.filter((path) => !isIgnored(rules, path) && (files.kindOf(path) ?? "absent") !== "absent");
      if (present.length === 0) continue;
      const { text } = ignoreFile;
      const newText = `${text === "" || text.endsWith("\n") ? "" : "\n"}${present.map((path) => `${path}\n`).join("")}`;
      const name = nameOfUri(ignoreFile.uri);
      const fix = suggestion(`Leave ${present.join(", ")} out in ${name}`, { span: { start: text.length, end: text.length }, newText, uri: ignoreFile.uri });
      report({ uri: dockerfile.uri, span: whole.span }, `This copies ${present.join(", ")} as well; ${name} lets ${present.length === 1 ? "it" : "them"} in.`, fix);
    }
  },
});
