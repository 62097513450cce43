import { AttachedMap } from "../base/attached-map.ts";
import type { Span } from "../base/span.ts";
import { isInside, relativePath, resolveUri } from "../base/uri.ts";
import { isKnown, type ResolvedTarget, type Sourced } from "../eval/resolved-bake.ts";

/** A privilege that buildx would ask the user for before it builds a target. */
export interface Entitlement {
  /** What `--allow` takes, such as `network.host` or `fs.read=../shared`. */
  readonly allow: string;
  readonly reason: string;
  readonly uri: string;
  readonly span: Span;
}

/**
 * What the targets need beyond the working folder, as buildx computes it before a build with a visible terminal
 * (with `--progress=rawjson` it grants everything without a word, so we must ask in its place). Each need is listed once, and none
 * that another one covers.
 */
export function entitlementsOf(targets: readonly ResolvedTarget[], workingFolderUri: string): Entitlement[] {
  const needs = new Map<string, Entitlement>();
  for (const target of targets) {
    for (const need of needsOf(target, workingFolderUri)) {
      if (!needs.has(need.allow)) needs.set(need.allow, need);
    }
  }
  const allowed = [...needs.keys()];
  return [...needs.values()].filter(({ allow }) => !allowed.some((other) => isBelow(allow, other)));
}

const known = new AttachedMap<ResolvedTarget, { readonly workingFolderUri: string; readonly needs: readonly Entitlement[] }>();

/** Kept with the target, which edits elsewhere leave the same. */
function needsOf(target: ResolvedTarget, workingFolderUri: string): readonly Entitlement[] {
  const before = known.get(target);
  if (before?.workingFolderUri === workingFolderUri) return before.needs;
  const needs = [...privileges(target), ...readPaths(target, workingFolderUri), ...writtenPaths(target, workingFolderUri)];
  known.set(target, { workingFolderUri, needs });
  return needs;
}

/** Who may read a folder may read what lies in it: `fs.read=../app/Dockerfile` is below `fs.read=../app`, `fs.read=../..` not below `fs.read=..`. */
function isBelow(allow: string, other: string): boolean {
  return other.startsWith("fs.") && allow.startsWith(`${other}/`) && !/^\.\.(?:\/|$)/.test(allow.slice(other.length + 1));
}

function privileges(target: ResolvedTarget): Entitlement[] {
  const found: Entitlement[] = [];
  const { network } = target;
  if (network?.value === "host") found.push(need("network.host", `"${target.name}" runs its steps in the host's network.`, network));
  for (const item of target.entitlements) {
    if (!isKnown(item.value)) continue;
    const isRoot = item.value === "security.insecure";
    if (isRoot || item.value === "network.host") found.push(need(item.value, `"${target.name}" ${isRoot ? "may run steps with full privileges" : "may run steps in the host's network"}.`, item));
  }
  for (const item of target.ssh) {
    if (isKnown(item.value) && item.value.get("paths") === undefined) found.push(need("ssh", `"${target.name}" uses your SSH agent.`, item));
  }
  return found;
}

function readPaths(target: ResolvedTarget, folder: string): Entitlement[] {
  const sources: [string, Sourced<string>][] = [["its build context", target.context], ...[...target.contexts].map(([name, item]): [string, Sourced<string>] => [`the context "${name}"`, item])];
  const found = sources.flatMap(([what, item]) => (isKnown(item.value) ? outside("fs.read", item.value, folder, target, what, item) : []));
  if (isKnown(target.dockerfile.value) && isKnown(target.context.value) && !isRemote(target.context.value) && target.dockerfileInline === undefined) {
    const path = target.dockerfile.value.startsWith("cwd://") ? target.dockerfile.value : `${target.context.value}/${target.dockerfile.value}`;
    found.push(...outside("fs.read", target.dockerfile.value.startsWith("/") ? target.dockerfile.value : path, folder, target, "its Dockerfile", target.dockerfile));
  }
  for (const item of target.secret) {
    const source = isKnown(item.value) ? item.value.get("src") : undefined;
    if (typeof source === "string") found.push(...outside("fs.read", source, folder, target, "a secret", item));
  }
  for (const item of target.cacheFrom) found.push(...cacheFolder(item.value, "src", "fs.read", "a cache", folder, target, item));
  return found;
}

function writtenPaths(target: ResolvedTarget, folder: string): Entitlement[] {
  const outputs = target.output.flatMap((item) => {
    const destination = isKnown(item.value) ? item.value.get("dest") : undefined;
    return typeof destination === "string" && destination !== "-" && destination !== "" ? outside("fs.write", destination, folder, target, "its output", item) : [];
  });
  return [...outputs, ...target.cacheTo.flatMap((item) => cacheFolder(item.value, "dest", "fs.write", "a cache", folder, target, item))];
}

function cacheFolder(entry: Sourced<ReadonlyMap<string, unknown>>["value"], key: string, kind: string, what: string, folder: string, target: ResolvedTarget, item: Sourced<unknown>): Entitlement[] {
  if (!isKnown(entry) || entry.get("type") !== "local") return [];
  const path = entry.get(key);
  return typeof path === "string" ? outside(kind, path, folder, target, what, item) : [];
}

function outside(kind: string, path: string, folder: string, target: ResolvedTarget, what: string, item: Sourced<unknown>): Entitlement[] {
  if (isRemote(path) || path === "-") return [];
  const uri = resolveUri(folder, path.replace(/^cwd:\/\//, ""));
  if (isInside(folder, uri)) return [];
  const shown = path.startsWith("/") ? path : relativePath(folder, uri);
  return [need(`${kind}=${shown}`, `"${target.name}" ${kind === "fs.read" ? "reads" : "writes"} ${what} at ${shown}, outside of the working folder.`, item)];
}

function isRemote(path: string): boolean {
  return /^(?:https?:|git:|ssh:|git@|docker-image:|target:|oci-layout:|github\.com\/)/.test(path);
}

function need(allow: string, reason: string, item: Sourced<unknown>): Entitlement {
  return { allow, reason, uri: item.uri, span: item.span };
}
