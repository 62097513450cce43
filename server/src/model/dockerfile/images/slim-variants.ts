import { slimVariants } from "../../../data/image-variants.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import { type ImageRef, isOfficialImage, shortRepository } from "./image-reference.ts";

const fullTag = /^(\d+(?:\.\d+)*|latest|lts|current|[a-z]+)(?:-(trixie|bookworm|bullseye|buster))?$/;

/** The tag of the smaller variant of a language's full image, such as `3.13-slim` for `3.13`; undefined when it is no full image. */
export function slimTagOf(ref: ImageRef): string | undefined {
  const spelling = isOfficialImage(ref) ? slimVariants[shortRepository(ref)] : undefined;
  const match = fullTag.exec(ref.tag ?? "");
  if (spelling === undefined || !match || ref.digest !== undefined || /^(?:slim|alpine|onbuild|windowsservercore|rc|trixie|bookworm|bullseye|buster)$/.test(match[1]!)) return undefined;
  const [, version, release] = match;
  if (version === "latest" && release === undefined) return "slim";
  if (release === undefined) return `${version}-slim`;
  return spelling === "version-release-slim" ? `${version}-${release}-slim` : `${version}-slim-${release}`;
}

const fullOnly = /^(?:make|cmake|meson|ninja|gcc|g\+\+|cc|c\+\+|clang|configure|autoreconf|node-gyp|git|hg|svn|bundle)$/;

/** Whether a step runs what only the full variant has: compilers, build systems, version control; or installs gems, of which some are compiled. */
export function needsFullVariant(stage: Stage): boolean {
  return stageChain(stage).flatMap(stepsOf).some(({ script }) => script.invocations.some(({ name }) => fullOnly.test(name)));
}
