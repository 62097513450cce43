import type { YamlEntry, YamlNode } from "../../syntax/yaml/tree.ts";
import { type ComposePath, PathTable } from "./compose-path.ts";
import { withEntries } from "./nodes.ts";

/** Where paths start from, as a path from the working folder. */
export interface PathBase {
  readonly folder: string;
  readonly homeFolder: string | undefined;
}

/** Makes the paths of a file relative to the working folder instead of the file's project folder. */
export function resolvePaths(node: YamlNode, base: PathBase, path: ComposePath = []): YamlNode {
  const kind = kinds.get(path);
  if (kind !== undefined) return resolveNode(node, kind, base);
  if (node.kind === "sequence") return { ...node, items: node.items.map((item) => resolvePaths(item, base, [...path, "[]"])) };
  if (node.kind === "scalar") return node;
  const entries = new Map<string, YamlEntry>();
  for (const [key, entry] of node.entries) entries.set(key, { ...entry, value: resolvePaths(entry.value, base, [...path, key]) });
  return withEntries(node, entries);
}

type PathKind = "context" | "file" | "anywhere";

function resolveNode(node: YamlNode, kind: PathKind, base: PathBase): YamlNode {
  if (node.kind === "sequence") return { ...node, items: node.items.map((item) => resolveNode(item, kind, base)) };
  if (node.kind !== "scalar" || typeof node.value !== "string") return node;
  const text = node.value;
  if (kind === "context" && isElsewhere(text)) return node;
  if (kind !== "anywhere" && text === "") return node;
  return { ...node, value: resolvePath(text, base) };
}

/** A path from the working folder, cleaned of `.` and `..`; absolute ones stay as they are. */
export function resolvePath(path: string, { folder, homeFolder }: PathBase): string {
  if (path.startsWith("~") && homeFolder !== undefined) return joinPath(homeFolder, path.slice(1));
  if (path.startsWith("/") || /^[a-zA-Z]:[\\/]|^\\\\/.test(path)) return path;
  return joinPath(folder, path);
}

export function joinPath(folder: string, path: string): string {
  const steps: string[] = [];
  const whole = folder === "" ? path : `${folder}/${path}`;
  for (const step of whole.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (step !== ".." || !whole.startsWith("/")) steps.push(step);
  }
  const joined = steps.join("/");
  return whole.startsWith("/") ? `/${joined}` : whole === "" ? "" : joined || ".";
}

export function folderOfPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : slash === 0 ? "/" : path.slice(0, slash);
}

/** A repository, an archive, another service: what is no path. */
function isElsewhere(context: string): boolean {
  return context.includes("://") || /^(?:service:|github\.com\/|git@)/.test(context);
}

const kinds = new PathTable<PathKind>({
  "services.*.build.context": "context",
  "services.*.build.additional_contexts.*": "context",
  "services.*.build.ssh.*": "anywhere",
  "services.*.env_file.[].path": "file",
  "services.*.extends.file": "file",
  "secrets.*.file": "anywhere",
});
