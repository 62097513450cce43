import { nameOfUri } from "../../base/uri.ts";
import { cleanContextPath } from "../../model/dockerfile/files/context-sources.ts";
import { projectFolder } from "../../model/dockerfile/files/project-folders.ts";
import { mayHaveLock, projectInstalls } from "../../model/dockerfile/packages/project-installs.ts";
import { callSpan } from "../../model/dockerfile/scripts/run-steps.ts";
import { decidingPattern } from "../../model/dockerignore/dockerignore.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds, ignoreRules } from "../../workspace/distinct-builds.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "DockerignoreExcludesNeeded",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "An install needs a manifest or lock file that the .dockerignore leaves out of the build context.",
  check: ({ links, report }) => {
    for (const { dockerfile, ignoreFile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !ignoreFile || !stage) continue;
      const rules = ignoreRules(ignoreFile);
      const built = builtStages(stage);
      for (const { step, command, manifests, lockFiles, needsLock } of projectInstalls(dockerfile.dockerfile)) {
        if (!built.has(step.stage) || mayHaveLock(step, lockFiles)) continue;
        const folder = projectFolder(step.stage, step.run.span.start, manifests[0]!);
        const needed = folder ? [...manifests, ...(needsLock ? lockFiles : [])].map((name) => cleanContextPath(`${folder.path}/${name}`)) : [];
        for (const path of needed) {
          const pattern = files.kindOf(path) === "file" ? decidingPattern(rules, path) : undefined;
          if (!pattern || pattern.isException) continue;
          const { text } = ignoreFile;
          const newText = `${text === "" || text.endsWith("\n") ? "" : "\n"}!${path}\n`;
          const fix = suggestion(`Add an exception to ${nameOfUri(ignoreFile.uri)}`, { span: { start: text.length, end: text.length }, newText, uri: ignoreFile.uri });
          report({ uri: dockerfile.uri, span: callSpan(command) }, `This install needs ${path}, which "${pattern.text}" in line ${pattern.line} of ${nameOfUri(ignoreFile.uri)} leaves out of the build context.`, fix);
        }
      }
    }
  },
});
