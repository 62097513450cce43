/** How an official image spells its smaller variant on Debian: `-slim` behind the version, or behind the release's name. */
export type SlimSpelling = "version-slim" | "version-slim-release" | "version-release-slim";

/** Official images of languages whose usual variant holds compilers and headers. Sorted. */
export const slimVariants: Readonly<Record<string, SlimSpelling>> = {
  "node": "version-release-slim",
  "perl": "version-slim-release",
  "python": "version-slim-release",
  "pypy": "version-slim-release",
  "ruby": "version-slim-release",
};
