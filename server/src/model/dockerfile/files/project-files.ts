import { memoize } from "../../../base/memoize.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { entrypointScripts } from "../containers/entrypoint-scripts.ts";
import { projectInstalls } from "../packages/project-installs.ts";
import { scriptRuns } from "../packages/package-scripts.ts";
import { cleanContextPath } from "./context-sources.ts";
import { languageProjects } from "./language-projects.ts";
import { projectFolder } from "./project-folders.ts";

/** Files of a project in the build context that rules look at, as clean paths. */
export interface ProjectFiles {
  /** It matters whether these are there. */
  readonly named: readonly string[];
  /** It matters what is in these. */
  readonly read: readonly string[];
}

/** What the installs, scripts and languages of a Dockerfile go by: manifests, lock files, files that name a release; and what its containers start. */
export const projectFiles = memoize((dockerfile: Dockerfile): ProjectFiles => {
  const named = new Set<string>();
  const read = new Set<string>();
  for (const { step, manifests, lockFiles } of projectInstalls(dockerfile)) {
    const folder = projectFolder(step.stage, step.run.span.start, manifests[0]!);
    if (!folder) continue;
    for (const above of [folder.path, ...foldersAbove(folder.path)]) for (const name of lockFiles) named.add(cleanContextPath(`${above}/${name}`));
    for (const name of manifests) named.add(cleanContextPath(`${folder.path}/${name}`));
  }
  for (const { stage, offset } of scriptRuns(dockerfile)) {
    const folder = projectFolder(stage, offset, "package.json");
    if (folder) read.add(cleanContextPath(`${folder.path}/package.json`));
  }
  for (const { versionFiles } of languageProjects(dockerfile)) for (const { path } of versionFiles) read.add(path);
  for (const { path } of entrypointScripts(dockerfile)) read.add(path);
  return { named: [...named], read: [...read] };
});

/** The folders of the context that hold this one: `a`, `.` for `a/b`. */
export function foldersAbove(path: string): string[] {
  if (path === ".") return [];
  const above = cleanContextPath(`${path}/..`);
  return [above, ...foldersAbove(above)];
}
