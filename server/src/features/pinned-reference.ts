import { type ImageRepository, isRegistryError, type RegistryClient, RegistryError } from "../base/registry-client.ts";
import type { Edit } from "../base/edit.ts";
import type { PinnableImage } from "../model/dockerfile/images/pinnable-images.ts";
import { registryPlaceOf } from "../model/dockerfile/images/registry-place.ts";
import { newestRelease, releasesBehind } from "../model/dockerfile/images/release-tags.ts";

/** So many tags are compared with the floating one at most; the right one is nearly always among the first. */
const mostComparisons = 24;

/** Tells the user how far it is, and asks what only the user can decide. */
export interface PinDialog {
  report(message: string): void;
  /** Offers buttons; undefined when none was pressed. */
  choose(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
}

/**
 * The edit, within the reference's own text (offsets count from its start), that pins an image; undefined when the user
 * decided against it.
 * @throws RegistryError when the registry gives no answer, or has no tag that would be right.
 */
export async function pinReference(image: PinnableImage, to: "digest" | "tag", client: RegistryClient, dialog: PinDialog, signal: AbortSignal): Promise<Edit | undefined> {
  const tag = image.ref.tag ?? "latest";
  const place = registryPlaceOf(image.ref);
  const repository = client.open(place, signal);
  const name = `${place.registry}/${place.repository}`;
  const digest = await repository.digestOf(tag);
  const end = image.literal.end - image.literal.start;
  const pin = (): Edit => ({ span: { start: end, end }, newText: `@${digest}` });
  if (to === "digest") return pin();
  const tagEdit = (release: string): Edit => ({ span: { start: image.ref.tag === undefined ? end : end - tag.length, end }, newText: image.ref.tag === undefined ? `:${release}` : release });
  const tags = await repository.tags();
  const release = await findRelease(repository, image.ref.tag, digest, tags, dialog);
  if (release !== undefined) return tagEdit(release);
  const newest = newestRelease(image.ref.tag, tags.filter((other) => other !== tag));
  if (newest === undefined) throw new RegistryError("not-found", `${name} has no tag of a release that "${tag}" could stand for. Pin the image to its digest instead.`);
  const useNewest = `Use ${newest}`;
  const useDigest = "Pin to digest";
  const answer = await dialog.choose(`No release of ${name} is the same image as "${tag}" now. The newest one of that kind is ${newest}, which is another image.`, useNewest, useDigest);
  return answer === useNewest ? tagEdit(newest) : answer === useDigest ? pin() : undefined;
}

/** The most exact tag with the same digest. */
async function findRelease(repository: ImageRepository, tag: string | undefined, digest: string, tags: readonly string[], dialog: PinDialog): Promise<string | undefined> {
  const candidates = releasesBehind(tag, tags).filter((candidate) => candidate !== tag).slice(0, mostComparisons);
  for (const candidate of candidates) {
    dialog.report(`comparing with ${candidate}`);
    if ((await digestIfThere(repository, candidate)) === digest) return candidate;
  }
  return undefined;
}

/** A tag may be listed and yet have lost its image. */
async function digestIfThere(repository: ImageRepository, tag: string): Promise<string | undefined> {
  try {
    return await repository.digestOf(tag);
  } catch (error) {
    if (isRegistryError(error) && error.problem === "not-found") return undefined;
    throw error;
  }
}
