import { rootBase, type Stage } from "../dockerfile.ts";
import { isOfficialImage, shortRepository } from "./image-reference.ts";

/** The language of an official image and the part of its release in which programs and their libraries have to agree. */
export interface LanguageRelease {
  readonly language: string;
  readonly version: string;
}

const significant: Readonly<Record<string, RegExp>> = {
  golang: /^1\.\d+/,
  node: /^\d+/,
  python: /^3\.\d+/,
  ruby: /^\d+\.\d+/,
};

/** The release that the official image of a stage's chain brings; undefined for other images and for tags without one. */
export function languageRelease(stage: Stage): LanguageRelease | undefined {
  const base = rootBase(stage);
  if (base.kind !== "image" || !isOfficialImage(base.ref)) return undefined;
  const language = shortRepository(base.ref);
  const version = Object.hasOwn(significant, language) ? significant[language]!.exec(base.ref.tag ?? "")?.[0] : undefined;
  return version === undefined ? undefined : { language, version };
}
