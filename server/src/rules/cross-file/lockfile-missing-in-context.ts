import { foldersAbove } from "../../model/dockerfile/files/project-files.ts";
import { cleanContextPath } from "../../model/dockerfile/files/context-sources.ts";
import { type ProjectFolder, projectFolder } from "../../model/dockerfile/files/project-folders.ts";
import { mayHaveLock, type ProjectInstall, projectInstalls } from "../../model/dockerfile/packages/project-installs.ts";
import { callSpan } from "../../model/dockerfile/scripts/run-steps.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import type { ContextFiles } from "../../workspace/context-files.ts";
import { distinctBuilds } from "../../workspace/distinct-builds.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "LockfileMissingInContext",
  language: "cross-file",
  category: "reproducibility",
  severity: "error",
  summary: "An install that goes by the lock file has none: the build context does not hold it.",
  check: ({ links, report }) => {
    for (const { dockerfile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !stage || files.kindOf(".") !== "folder") continue;
      const built = builtStages(stage);
      for (const install of projectInstalls(dockerfile.dockerfile)) {
        if (!install.needsLock || !built.has(install.step.stage) || install.step.mounts.some(({ type }) => type === "bind")) continue;
        const folder = projectFolder(install.step.stage, install.step.run.span.start, install.manifests[0]!);
        if (!folder || !isLockMissing(install, folder, files)) continue;
        const manifest = cleanContextPath(`${folder.path}/${install.manifests[0]}`);
        const isGenerated = install.lockFiles.some((name) => files.isGenerated(cleanContextPath(`${folder.path}/${name}`)));
        report.as(isGenerated ? "hint" : install.failsWithoutLock ? "error" : "warning")({ uri: dockerfile.uri, span: callSpan(install.command) }, `This install ${install.failsWithoutLock ? "needs" : "is to go by"} ${install.lockFiles.join(" or ")}, and the build context has none beside ${manifest}${isGenerated ? "; git ignores it, so something has to make it before the build" : ""}.`);
      }
    }
  },
});

/** A lock file further up may be that of a workspace which the manifest is a member of. */
function isLockMissing({ step, manifests, lockFiles }: ProjectInstall, folder: ProjectFolder, files: ContextFiles): boolean {
  if (files.kindOf(cleanContextPath(`${folder.path}/${manifests[0]}`)) !== "file") return false;
  const places = [folder.path, ...foldersAbove(folder.path)];
  const isAbsent = places.every((place) => lockFiles.every((name) => files.kindOf(cleanContextPath(`${place}/${name}`)) === "absent"));
  return isAbsent && !mayHaveLock(step, lockFiles);
}
