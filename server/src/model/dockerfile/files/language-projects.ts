import { memoize } from "../../../base/memoize.ts";
import { type VersionFile, versionFiles } from "../../project/version-files.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { type LanguageRelease, languageRelease } from "../images/language-release.ts";
import { cleanContextPath } from "./context-sources.ts";
import { projectFolder } from "./project-folders.ts";

/** A project of the build context that a stage with an official language image takes in. */
export interface LanguageProject {
  readonly stage: Stage;
  readonly release: LanguageRelease;
  /** Where its release may be written, with clean paths in the context. */
  readonly versionFiles: readonly { readonly path: string; readonly file: VersionFile }[];
}

const manifests: Readonly<Record<string, readonly string[]>> = {
  golang: ["go.mod"],
  node: ["package.json"],
  python: ["pyproject.toml", "requirements.txt", "Pipfile"],
  ruby: ["Gemfile"],
};

/** One for each stage that starts from an image and takes in a project. */
export const languageProjects = memoize((dockerfile: Dockerfile): readonly LanguageProject[] =>
  dockerfile.stages.flatMap((stage) => {
    const release = stage.base.kind === "image" ? languageRelease(stage) : undefined;
    if (!release) return [];
    const folder = manifests[release.language]!.map((name) => projectFolder(stage, Number.POSITIVE_INFINITY, name)).find((found) => found !== undefined);
    if (!folder) return [];
    const files = versionFiles[release.language]!.map((file) => ({ path: cleanContextPath(`${folder.path}/${file.name}`), file }));
    return [{ stage, release, versionFiles: files }];
  }));
