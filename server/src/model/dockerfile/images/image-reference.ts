/** An image reference taken apart as the distribution grammar has it: `[registry/]repository[:tag][@digest]`. */
export interface ImageRef {
  readonly text: string;
  /** Host with port, only when written; Docker Hub otherwise. */
  readonly registry: string | undefined;
  /** Path without registry, for example `library/debian` as written (`debian`). */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Takes a reference apart without judging it; a variable in it stays in the part where it stands. */
export function parseImageRef(text: string): ImageRef {
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  let rest = at < 0 ? text : text.slice(0, at);
  const colon = tagColon(rest);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  if (colon >= 0) rest = rest.slice(0, colon);
  const slash = rest.indexOf("/");
  const head = slash < 0 ? "" : rest.slice(0, slash);
  const hasRegistry = slash > 0 && (/[.:]/.test(head) || head === "localhost");
  return {
    text,
    registry: hasRegistry ? head : undefined,
    repository: hasRegistry ? rest.slice(slash + 1) : rest,
    tag,
    digest,
  };
}

/** The colon that opens the tag: the last one behind the last slash and outside `${…}`. */
function tagColon(text: string): number {
  let depth = 0;
  let colon = -1;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === "$" && text[index + 1] === "{") depth++;
    else if (char === "}" && depth > 0) depth--;
    else if (depth > 0) continue;
    else if (char === "/") colon = -1;
    else if (char === ":" && colon < 0) colon = index;
  }
  return colon;
}

/** The last step of the repository's path, lower case: `debian` for `docker.io/library/debian`. */
export function shortRepository(ref: ImageRef): string {
  return ref.repository.slice(ref.repository.lastIndexOf("/") + 1).toLowerCase();
}

/** Whether the image comes from Docker Hub's official set (`debian`, `library/debian`, `docker.io/library/debian`). */
export function isOfficialImage(ref: ImageRef): boolean {
  if (ref.registry !== undefined && ref.registry !== "docker.io" && ref.registry !== "index.docker.io") return false;
  return !ref.repository.includes("/") || /^library\/[^/]+$/.test(ref.repository);
}

/** Whether it is an image of the program uv by its makers. */
export function isUvImage({ registry, repository }: ImageRef): boolean {
  return (registry === "ghcr.io" && repository === "astral-sh/uv") || ((registry === undefined || registry === "docker.io") && repository === "astral/uv");
}
