import { createHash } from "node:crypto";
import { RegistryError } from "../../base/registry-client.ts";
import type { RegistryConnection } from "./registry-client.ts";
import type { Answer } from "./requests.ts";

/** An image for several platforms comes first: its digest holds for all of them. */
const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
const manifestLimit = 4 * 1024 * 1024;
const tagsLimit = 16 * 1024 * 1024;
const tagsOfPage = 1000;
const mostPages = 100;

/** HEAD does not count as a pull where pulls are counted, so the manifest itself is only read where its digest is not told. */
export async function fetchDigest(connection: RegistryConnection, tag: string): Promise<string> {
  const path = `manifests/${encodeURIComponent(tag)}`;
  const head = await connection.request("HEAD", path, manifestTypes, manifestLimit);
  const told = head.status === 200 ? head.headers.get("docker-content-digest") : null;
  if (told !== null && /^sha256:[0-9a-f]{64}$/.test(told)) return told;
  // The answer to HEAD has no body that would say what is missing.
  const answer = await connection.request("GET", path, manifestTypes, manifestLimit);
  if (answer.status !== 200) throw failure(connection, answer, `tag "${tag}"`);
  return `sha256:${createHash("sha256").update(answer.body).digest("hex")}`;
}

/** All pages of the list. One of more than a hundred thousand tags is cut. */
export async function fetchTags(connection: RegistryConnection): Promise<readonly string[]> {
  const tags: string[] = [];
  let query = `n=${tagsOfPage}`;
  for (let page = 0; page < mostPages; page++) {
    const answer = await connection.request("GET", `tags/list?${query}`, "application/json", tagsLimit);
    if (answer.status !== 200) throw failure(connection, answer, "list of tags");
    tags.push(...readTags(connection, answer));
    const next = nextPage(answer);
    if (next === undefined || next === query) break;
    query = next;
  }
  return tags;
}

function readTags({ place }: RegistryConnection, { body }: Answer): string[] {
  const { tags } = (parse(body) ?? {}) as { tags?: unknown };
  // A repository that lost all its tags answers with null.
  if (tags === null) return [];
  if (!Array.isArray(tags)) throw new RegistryError("bad-answer", `${place.registry} answers with no list of tags for ${place.repository}.`);
  return tags.filter((tag): tag is string => typeof tag === "string" && /^\w[\w.-]{0,127}$/.test(tag));
}

/** The query of the page that `Link` names; its host and path are ours already. */
function nextPage({ headers, url }: Answer): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel\s*=\s*"?next"?/i.exec(headers.get("link") ?? "")?.[1];
  if (target === undefined || !URL.canParse(target, url.href)) return undefined;
  return new URL(target, url).search.replace(/^\?/, "") || undefined;
}

function failure(connection: RegistryConnection, answer: Answer, what: string): RegistryError {
  const { registry, repository } = connection.place;
  if (answer.status === 403) return connection.denied();
  if (answer.status === 429) return new RegistryError("rate-limited", `${registry} has had too many requests from here. Try again ${waitOf(answer)}, or log in: docker login ${registry}`);
  if (answer.status !== 404) return new RegistryError("bad-answer", `${registry} answers the question for the ${what} of ${repository} with status ${answer.status}. Try again later.`);
  const isNameUnknown = errorCodes(answer).includes("NAME_UNKNOWN");
  return isNameUnknown
    ? new RegistryError("not-found", `${registry} has no image ${repository}. Check the name.`)
    : new RegistryError("not-found", `${registry} has no ${what} of ${repository}. Check the name and the tag.`);
}

/** Seconds until a request has a chance; the header may also hold a date, which is left out. */
function waitOf({ headers }: Answer): string {
  const seconds = headers.get("retry-after") ?? "";
  return /^\d{1,6}$/.test(seconds) ? `in ${seconds} s` : "later";
}

function errorCodes({ body }: Answer): unknown[] {
  const { errors } = (parse(body) ?? {}) as { errors?: unknown };
  return Array.isArray(errors) ? errors.map((error: unknown) => (error as { code?: unknown } | null)?.code) : [];
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}
