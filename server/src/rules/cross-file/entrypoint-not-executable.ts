import { mayChangeLater, startedFileOf } from "../../model/dockerfile/containers/started-files.ts";
import type { ArrivingFile } from "../../model/dockerfile/files/arriving-files.ts";
import { isIgnored } from "../../model/dockerignore/dockerignore.ts";
import { startsOtherwise } from "../../workspace/compose-services.ts";
import { distinctBuilds, ignoreRules } from "../../workspace/distinct-builds.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { insertAfter, replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "EntrypointNotExecutable",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "The file that the container starts is copied without the right to be executed.",
  check: ({ bake, links, report }) => {
    for (const { dockerfile, stage, files, ignoreFile } of distinctBuilds(links.filter((link) => startsImage(bake, link)))) {
      const started = stage && startedFileOf(stage);
      if (!dockerfile || !stage || !started) continue;
      const file = started.arriving.find(({ path }) => files.kindOf(path) !== "absent" && !(ignoreFile && isIgnored(ignoreRules(ignoreFile), path)));
      if (!file || files.kindOf(file.path) !== "file" || mayChangeLater(stage, file)) continue;
      const flag = file.copy.flags.find(({ name }) => name === "chmod");
      const place = (span: typeof started.span): { uri: string; span: typeof span } => ({ uri: dockerfile.uri, span });
      if (flag && lacksExecuteBit(flag.plainValue ?? "")) {
        const fix = isAlone(file) && flag.value ? suggestion("Change to --chmod=0755", { ...replace(flag.value, "0755"), uri: dockerfile.uri }) : undefined;
        report(place(flag.span), `With this mode nobody may execute ${file.path}, which the container starts.`, fix);
      } else if (!flag && files.isExecutable(file.path) === false) {
        const fix = isAlone(file) ? suggestion("Add --chmod=0755 to COPY", { ...insertAfter(file.copy.keywordSpan, " --chmod=0755"), uri: dockerfile.uri }) : undefined;
        report(place(started.span), `${file.path} is not executable in the build context, so that the container cannot start it.`, fix);
      }
    }
  },
});

function startsImage(bake: Parameters<typeof startsOtherwise>[0], { stage, target }: TargetLink): boolean {
  const started = stage && startedFileOf(stage);
  if (!started) return false;
  return !startsOtherwise(bake, target, "entrypoint", ...(started.instruction.keyword === "CMD" ? ["command"] : []));
}

function lacksExecuteBit(mode: string): boolean {
  return /^[0-7]{3,5}$/.test(mode) && (Number.parseInt(mode, 8) & 0o111) === 0;
}

/** Whether the mode of the instruction holds for nothing but the file. */
function isAlone({ copy, isNamed }: ArrivingFile): boolean {
  return isNamed && copy.sources.length === 1;
}
