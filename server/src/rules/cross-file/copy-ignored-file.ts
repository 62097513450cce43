import { nameOfUri } from "../../base/uri.ts";
import { contextSources } from "../../model/dockerfile/files/context-sources.ts";
import { decidingPattern, mayHaveExceptions } from "../../model/dockerignore/dockerignore.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds, ignoreRules } from "../../workspace/distinct-builds.ts";
import { removeLines, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "CopyIgnoredFile",
  aliases: ["buildkit:CopyIgnoredFile"],
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A COPY, ADD or bind mount takes a file that the .dockerignore leaves out of the build context.",
  check: ({ links, report }) => {
    for (const { dockerfile, ignoreFile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !ignoreFile || !stage) continue;
      const rules = ignoreRules(ignoreFile);
      const built = builtStages(stage);
      for (const source of contextSources(dockerfile.dockerfile)) {
        const path = source.pattern;
        if (!built.has(source.stage) || path === "." || (source.path !== undefined && files.kindOf(source.path) === "absent")) continue;
        const pattern = decidingPattern(rules, path);
        if (!pattern || pattern.isException || mayHaveExceptions(rules, path, pattern)) continue;
        const text = ignoreFile.text;
        const fix = pattern.path === path ? suggestion(`Remove "${pattern.text}" from ${nameOfUri(ignoreFile.uri)}`, { ...removeLines(text, pattern), uri: ignoreFile.uri })
          : suggestion(`Add an exception to ${nameOfUri(ignoreFile.uri)}`, { span: { start: text.length, end: text.length }, newText: `${text === "" || text.endsWith("\n") ? "" : "\n"}!${path}\n`, uri: ignoreFile.uri });
        // A pattern that matches nothing copies nothing; a name has to be there.
        report.as(source.path === undefined ? "warning" : "error")({ uri: dockerfile.uri, span: source.span }, `${path} is left out of the build context by "${pattern.text}" in line ${pattern.line} of ${nameOfUri(ignoreFile.uri)}.`, fix);
      }
    }
  },
});
