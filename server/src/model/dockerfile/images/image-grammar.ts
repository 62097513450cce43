const domain = /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const pathPart = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagShape = /^\w[\w.-]{0,127}$/;
const digestShape = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * What keeps a text from being an image reference, by the grammar that all registries share and with the short names of
 * Docker Hub; undefined for a sound one.
 */
export function imageReferenceProblem(text: string): string | undefined {
  if (text === "") return "it is empty";
  if (/^[a-f0-9]{64}$/.test(text)) return "64 hexadecimal digits are the id of an image, not its name";
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const { host, rest } = splitHost(at < 0 ? text : text.slice(0, at));
  const colon = rest.indexOf(":");
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  if (host !== undefined && !domain.test(host)) return `"${host}" is no name of a registry`;
  return pathProblem(path) ?? tagProblem(tag) ?? digestProblem(digest);
}

/** What stands in front of the first slash is a registry only if it cannot be a user of Docker Hub. */
function splitHost(name: string): { host: string | undefined; rest: string } {
  const slash = name.indexOf("/");
  const head = slash < 0 ? "" : name.slice(0, slash);
  const isHost = slash >= 0 && (/[.:]/.test(head) || head === "localhost" || head !== head.toLowerCase());
  return isHost ? { host: head, rest: name.slice(slash + 1) } : { host: undefined, rest: name };
}

function pathProblem(path: string): string | undefined {
  if (path === "") return "the name is missing";
  if (path !== path.toLowerCase()) return "names are in lower case";
  const bad = path.split("/").find((part) => !pathPart.test(part));
  if (bad !== undefined) return bad === "" ? "a part of the name is empty" : `"${bad}" is no part of a name`;
  return path.length > 255 ? "the name is longer than 255 characters" : undefined;
}

function tagProblem(tag: string | undefined): string | undefined {
  if (tag === undefined || tagShape.test(tag)) return undefined;
  return tag === "" ? "the tag behind the colon is empty" : `"${tag}" is no tag`;
}

function digestProblem(digest: string | undefined): string | undefined {
  if (digest === undefined) return undefined;
  const length = digestLengths[digest.slice(0, digest.indexOf(":"))];
  const hex = digest.slice(digest.indexOf(":") + 1);
  if (length === undefined || !digestShape.test(digest)) return `"${digest}" is no digest such as sha256:… with 64 digits`;
  return hex.length === length && /^[0-9a-f]+$/.test(hex) ? undefined : `the digest needs ${length} digits from 0 to 9 and a to f`;
}
