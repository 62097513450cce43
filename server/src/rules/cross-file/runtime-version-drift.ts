import { languageProjects } from "../../model/dockerfile/files/language-projects.ts";
import { isServedBy } from "../../model/project/version-files.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds } from "../../workspace/distinct-builds.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "RuntimeVersionDrift",
  language: "cross-file",
  category: "reproducibility",
  severity: "hint",
  summary: "The base image has another release of the language than the project asks for.",
  check: ({ links, report }) => {
    for (const { dockerfile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !stage) continue;
      const built = builtStages(stage);
      for (const { stage: user, release, versionFiles } of languageProjects(dockerfile.dockerfile)) {
        if (!built.has(user) || !user.from.image) continue;
        for (const { path, file } of versionFiles) {
          const asked = file.read(files.textOf(path) ?? "");
          if (asked === undefined || isServedBy(file, asked, release.version)) continue;
          report({ uri: dockerfile.uri, span: user.from.image.span }, `${path} asks for ${asked}${file.isMinimum ? " or later" : ""}, and this image has ${release.version}.`);
          break;
        }
      }
    }
  },
});
