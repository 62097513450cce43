/**
 * URIs as opaque strings with slash-separated paths, so that the same code serves disks, remotes and virtual workspaces.
 * Spelling is normalized as VS Code writes them: lower-case drive letter, `:` of a drive escaped.
 */

/** Resolves `path` (slash-separated, relative or absolute) against a folder's URI. `..` never climbs above the root. */
export function resolveUri(folderUri: string, path: string): string {
  const { prefix, path: base } = splitUri(folderUri);
  const absolute = path.startsWith("/") || /^[a-zA-Z]:[\\/]/.test(path);
  const steps = absolute ? [] : base.split("/").filter((step) => step !== "");
  for (const step of path.replaceAll("\\", "/").split("/")) {
    if (step === "" || step === ".") continue;
    if (step === "..") steps.pop();
    else steps.push(encodeStep(/^[a-zA-Z]:$/.test(step) ? step.toLowerCase() : step));
  }
  return `${prefix}/${steps.join("/")}`;
}

/** The folder that holds this file or folder. The root is its own parent. */
export function parentUri(uri: string): string {
  const { prefix, path } = splitUri(uri);
  const cut = path.replace(/\/+$/, "").lastIndexOf("/");
  return cut <= 0 ? `${prefix}/` : prefix + path.slice(0, cut);
}

/** The last step of the path, decoded. */
export function nameOfUri(uri: string): string {
  const { path } = splitUri(uri);
  const trimmed = path.replace(/\/+$/, "");
  return decodeStep(trimmed.slice(trimmed.lastIndexOf("/") + 1));
}

/** The decoded path from `folderUri` to `uri` with slashes (`../` where needed), or the full decoded path on another root. */
export function relativePath(folderUri: string, uri: string): string {
  const from = splitUri(folderUri);
  const to = splitUri(uri);
  if (from.prefix !== to.prefix) return decodePath(to.path);
  const fromSteps = from.path.split("/").filter((step) => step !== "");
  const toSteps = to.path.split("/").filter((step) => step !== "");
  let shared = 0;
  while (shared < fromSteps.length && shared < toSteps.length && fromSteps[shared] === toSteps[shared]) shared++;
  const up = fromSteps.slice(shared).map(() => "..");
  return [...up, ...toSteps.slice(shared).map(decodeStep)].join("/") || ".";
}

export function isInside(folderUri: string, uri: string): boolean {
  const folder = folderUri.replace(/\/+$/, "");
  return uri === folder || uri.startsWith(`${folder}/`);
}

/** Most URIs have nothing that could be spelled in two ways. */
const plainUri = /^[\w+.-]+:\/\/[\w./-]*$/;

/** One spelling for one file, whatever the client sent. */
export function normalizeUri(uri: string): string {
  if (plainUri.test(uri)) return uri;
  const { prefix, path } = splitUri(uri);
  return prefix + path.split("/").map((step) => encodeStep(lowerDrive(decodeStep(step)))).join("/");
}

/** The path that the operating system knows, for `file:` URIs only. */
export function pathOfFileUri(uri: string): string | undefined {
  if (!uri.startsWith("file://")) return undefined;
  const { prefix, path } = splitUri(uri);
  const decoded = decodePath(path);
  const host = prefix.slice("file://".length);
  if (host !== "") return `\\\\${host}${decoded.replaceAll("/", "\\")}`;
  return /^\/[a-zA-Z]:/.test(decoded) ? decoded.slice(1).replaceAll("/", "\\") : decoded;
}

/** The `file:` URI of an absolute path of either family of systems. */
export function fileUriOf(path: string): string {
  const unc = /^\\\\([^\\]+)(\\.*)?$/.exec(path);
  if (unc) return `file://${unc[1]}${encodePath((unc[2] ?? "").replaceAll("\\", "/"))}`;
  if (/^[a-zA-Z]:[\\/]/.test(path)) return `file://${encodePath(`/${path.replaceAll("\\", "/")}`)}`;
  return `file://${encodePath(path)}`;
}

function splitUri(uri: string): { prefix: string; path: string } {
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*:(?:\/\/[^/]*)?)(.*)$/s.exec(uri);
  return match ? { prefix: match[1]!, path: match[2]! } : { prefix: "", path: uri };
}

function lowerDrive(step: string): string {
  return /^[A-Z]:$/.test(step) ? step.toLowerCase() : step;
}

function encodePath(path: string): string {
  return path.split("/").map((step) => encodeStep(lowerDrive(step))).join("/");
}

function encodeStep(step: string): string {
  return encodeURIComponent(step).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decodePath(path: string): string {
  return path.split("/").map(decodeStep).join("/");
}

function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
