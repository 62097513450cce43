import { type EndedRelease, endedReleases } from "../../../data/end-of-life.ts";
import { type ImageRef, isOfficialImage, shortRepository } from "./image-reference.ts";

/** What of an image has come to its end: the software that it is named after, or the system below it. */
export interface EndedSupport {
  /** The image's name, such as `debian`. */
  readonly name: string;
  readonly release: EndedRelease;
}

/** The release line that the tag belongs to, if it gets no security updates any more. */
export function endedSupportOf(ref: ImageRef): EndedSupport | undefined {
  const name = nameOf(ref);
  if (ref.tag === undefined || name === undefined) return undefined;
  const tag = ref.tag.toLowerCase();
  const own = find(name, tag);
  if (own) return own;
  // `python:3.13-buster` and `node:22-alpine3.17` name the system behind the version.
  const system = /-(?:slim-)?(jessie|stretch|buster)(?:-|$)/.exec(tag)?.[1];
  const alpine = /-alpine(\d+\.\d+)(?:-|$)/.exec(tag)?.[1];
  return system ? find("debian", system) : alpine ? find("alpine", alpine) : undefined;
}

/** The key of its releases: the name of an official image, or of what Microsoft publishes in several parts. */
function nameOf(ref: ImageRef): string | undefined {
  if (isOfficialImage(ref)) return shortRepository(ref);
  return ref.registry === "mcr.microsoft.com" && /^dotnet\/(?:core\/)?(?:aspnet|runtime|runtime-deps|sdk)$/.test(ref.repository) ? "dotnet" : undefined;
}

function find(name: string, tag: string): EndedSupport | undefined {
  const release = endedReleases.get(name)?.find(({ version }) => tag === version || (tag.startsWith(version) && /^[.-]/.test(tag.slice(version.length))));
  return release && { name, release };
}
