import { slimVariants } from "../../../data/image-variants.ts";
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
