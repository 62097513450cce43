import type { YamlEntry, YamlNode } from "../../syntax/yaml/tree.ts";
import { type ComposePath, matchesPath } from "./compose-path.ts";
import { withEntries } from "./nodes.ts";

/** A document without what it marks with `!reset`, and the paths at which it replaces what stands in earlier files. */
export interface WithoutResets {
  readonly node: YamlNode | undefined;
  readonly paths: readonly ComposePath[];
}

export function takeOutResets(root: YamlNode): WithoutResets {
  const paths: ComposePath[] = [];
  let budget = 200_000;
  const walk = (node: YamlNode, path: ComposePath): YamlNode | undefined => {
    if (--budget < 0) return node;
    if (node.tag !== undefined) paths.push(path);
    if (node.tag === "!reset") return undefined;
    if (node.tag === "!override" || node.kind === "scalar") return node;
    if (node.kind === "sequence") return { ...node, items: node.items.flatMap((item, index) => walk(item, [...path, String(index)]) ?? []) };
    const entries = new Map<string, YamlEntry>();
    for (const [key, entry] of node.entries) {
      const value = walk(entry.value, [...path, key]);
      if (value !== undefined) entries.set(key, { ...entry, value });
    }
    return withEntries(node, entries);
  };
  return { node: walk(root, []), paths };
}

/** Removes from a model what a later document resets or overrides. Items of lists stay. */
export function applyResets(node: YamlNode, resets: readonly ComposePath[], path: ComposePath = []): YamlNode {
  if (resets.length === 0 || node.kind !== "mapping") return node;
  const entries = new Map<string, YamlEntry>();
  for (const [key, entry] of node.entries) {
    const next = [...path, key];
    if (resets.some((reset) => matchesPath(next, reset))) continue;
    entries.set(key, { ...entry, value: applyResets(entry.value, resets, next) });
  }
  return withEntries(node, entries);
}
