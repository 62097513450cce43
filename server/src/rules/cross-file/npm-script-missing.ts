import { closestName } from "../../base/closest-name.ts";
import { cleanContextPath } from "../../model/dockerfile/files/context-sources.ts";
import { projectFolder } from "../../model/dockerfile/files/project-folders.ts";
import { scriptRuns } from "../../model/dockerfile/packages/package-scripts.ts";
import { scriptNames } from "../../model/project/package-json.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds } from "../../workspace/distinct-builds.ts";
import { replaceQuoted, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "NpmScriptMissing",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A command starts a script that package.json does not have.",
  check: ({ links, report }) => {
    for (const { dockerfile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !stage) continue;
      const built = builtStages(stage);
      for (const { stage: user, offset, name, span } of scriptRuns(dockerfile.dockerfile)) {
        const folder = built.has(user) ? projectFolder(user, offset, "package.json") : undefined;
        if (!folder) continue;
        const path = cleanContextPath(`${folder.path}/package.json`);
        const names = scriptNames(files.textOf(path) ?? "");
        if (!names || names.includes(name)) continue;
        const close = closestName(name, names);
        const edit = close === undefined ? undefined : replaceQuoted(dockerfile.text, span, name, close);
        const fix = edit && suggestion(`Change to ${close}`, { ...edit, uri: dockerfile.uri });
        report({ uri: dockerfile.uri, span }, `${path} has no script "${name}".${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
      }
    }
  },
});
