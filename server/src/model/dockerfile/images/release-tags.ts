import type { ImageRef } from "./image-reference.ts";

/** A tag that names a release: `v1.27.3-alpine` has the version 1.27.3 and the variant `-alpine`. */
interface ReleaseTag {
  readonly text: string;
  /** What stands in front of the first digit: nothing or `v`. */
  readonly prefix: string;
  readonly version: readonly number[];
  readonly variant: string;
}

/** Words that name a channel and not a variant of the image. */
const channel = /^(?:latest|stable|lts|current|mainline|edge|main|master|nightly|rolling|release)(?=-|$)/;

/** Images without tags for releases, since they roll, name their release elsewhere or keep those tags for customers. */
const withoutReleases = /^(?:gcr\.io\/distroless\/[\w-]+-debian\d+|cgr\.dev\/chainguard\/.+|(?:docker\.io\/)?(?:(?:library\/)?archlinux|archlinux\/archlinux|opensuse\/tumbleweed|kalilinux\/kali-rolling|gentoo\/stage3|voidlinux\/voidlinux)|registry\.opensuse\.org\/opensuse\/tumbleweed)$/;

/** Whether an image has tags of its releases that somebody could name. */
export function hasReleases({ registry, repository }: ImageRef): boolean {
  return !withoutReleases.test(registry === undefined ? repository : `${registry}/${repository}`);
}

/** Whether a newer image may get the tag as a matter of course: a missing one, a channel, or less than a full version. */
export function isFloatingTag(tag: string | undefined): boolean {
  if (tag === undefined) return true;
  const release = readReleaseTag(tag);
  if (release) return release.version.length < 3 && !isDate(release);
  // Commits, dates and builds are made once.
  return !/\d{6}|\d+\.\d+\.\d+|(?:^|-)[0-9a-f]{7,}$/.test(tag);
}

/** What leaves a tag's minor version open: a lone major version, or a name without any number. Undefined for other tags. */
export function looseTag(tag: string): "major" | "channel" | undefined {
  const release = readReleaseTag(tag);
  if (release) return release.version.length === 1 && !isDate(release) ? "major" : undefined;
  return /\d/.test(tag) ? undefined : "channel";
}

/**
 * Tags that may be the release behind a floating one, the likeliest first: releases of the same variant that the tag leaves
 * open, the newest of each major version in front, then the newest of each minor version, then the others, and dates.
 */
export function releasesBehind(tag: string | undefined, tags: readonly string[]): string[] {
  const releases = tags.flatMap((text) => readReleaseTag(text) ?? []);
  const own = tag === undefined ? undefined : readReleaseTag(tag);
  if (own) return ordered(releases.filter((release) => isWithin(release, own)));
  return variantsMeantBy(tag).flatMap((variant) => ordered(releases.filter((release) => release.variant === variant)));
}

/** The newest release of the very variant, whether or not it is what the tag means now. */
export function newestRelease(tag: string | undefined, tags: readonly string[]): string | undefined {
  const own = tag === undefined ? undefined : readReleaseTag(tag);
  const variant = own ? own.variant : variantsMeantBy(tag)[0]!;
  return releasesBehind(tag, tags).find((text) => readReleaseTag(text)!.variant === variant);
}

/** Undefined for what is no release: channels, commits, and previews such as `3.14.0rc1` or `2.0-beta1`. */
function readReleaseTag(text: string): ReleaseTag | undefined {
  const match = /^(v?)(\d+(?:\.\d+)*)((?:-.+)?)$/.exec(text);
  if (!match || /-(?:rc|beta|alpha|preview|dev|canary|nightly|snapshot|m\d)/i.test(match[3]!)) return undefined;
  const version = match[2]!.split(".").map(Number);
  return version.every(Number.isSafeInteger) ? { text, prefix: match[1]!, version, variant: match[3]! } : undefined;
}

/** Whether the tag says more of the version than the floating one, and nothing else. */
function isWithin(release: ReleaseTag, floating: ReleaseTag): boolean {
  return release.prefix === floating.prefix && release.variant === floating.variant && release.version.length > floating.version.length &&
    floating.version.every((part, index) => release.version[index] === part);
}

/** `lts-alpine` means releases `-alpine`; `bookworm` those of that name and, as Debian's own tags do, plain ones. */
function variantsMeantBy(tag: string | undefined): string[] {
  const variant = (tag ?? "latest").replace(channel, "").replace(/^-/, "");
  const [, ...rest] = variant.split("-");
  return [...new Set([variant, rest.join("-"), ""].map((text) => (text === "" ? "" : `-${text}`)))];
}

function ordered(releases: readonly ReleaseTag[]): string[] {
  const sorted = [...releases].sort(compareReleases);
  const ranks = new Map(sorted.map((release) => [release, isDate(release) ? 3 : 2]));
  for (const [length, rank] of [[2, 1], [1, 0]] as const) {
    const seen = new Set<string>();
    for (const release of sorted) {
      const line = release.version.slice(0, length).join(".");
      if (!seen.has(line) && !isDate(release)) ranks.set(release, rank);
      seen.add(line);
    }
  }
  return sorted.sort((a, b) => ranks.get(a)! - ranks.get(b)!).map(({ text }) => text);
}

/** The newest first; of equal ones the more exact. */
function compareReleases(a: ReleaseTag, b: ReleaseTag): number {
  for (let index = 0; index < Math.max(a.version.length, b.version.length); index++) {
    const difference = (b.version[index] ?? -1) - (a.version[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.prefix.length - b.prefix.length;
}

/** A date such as 20250108 names a snapshot, and is larger than any version. */
function isDate({ version }: ReleaseTag): boolean {
  return version[0]! >= 19_000_000;
}
