import type { YamlMapping, YamlNode } from "../../syntax/yaml/tree.ts";
import type { EntryKind } from "../entries.ts";
import { type MergedAttribute, removeRepeatedEntries, replaceByKey } from "../merged-target.ts";
import type { Entry, Sourced } from "../resolved-bake.ts";
import { isKnown } from "../resolved-bake.ts";
import { compareEntries, namedContext, readEntries } from "./build-entries.ts";
import { ComposeError } from "./compose-path.ts";
import { child, isNull } from "./nodes.ts";
import { listAttribute, mapAttribute, scalarAttribute, sourced } from "./sourced-nodes.ts";

type Attributes = Map<string, MergedAttribute>;

/** Adds what `x-bake` under `build` says to what the rest of the build says. */
export function applyExtension(attributes: Attributes, build: YamlMapping, owner: string): void {
  const extension = child(build, "x-bake");
  if (extension === undefined || isNull(extension)) return;
  if (extension.kind !== "mapping") throw new ComposeError("invalid-type", extension, "yaml: unmarshal errors:\n  line 1: cannot unmarshal into bake.xbake");
  for (const name of ["tags", "platforms", "no-cache-filter"]) addTexts(attributes, name, textsOf(child(extension, name), owner));
  addEntries(attributes, "cache-from", "cache", extension, owner);
  addEntries(attributes, "cache-to", "cache", extension, owner);
  addEntries(attributes, "secret", "secret", extension, owner);
  addEntries(attributes, "ssh", "ssh", extension, owner);
  addEntries(attributes, "output", "output", extension, owner);
  for (const name of ["pull", "no-cache"]) {
    const flag = readFlag(child(extension, name), owner);
    if (flag !== undefined) attributes.set(name, scalarAttribute(flag));
  }
  addContexts(attributes, child(extension, "contexts"), owner);
}

/** A list, or one text with spaces between its elements. */
function textsOf(node: YamlNode | undefined, owner: string): readonly Sourced<string>[] {
  if (node === undefined || isNull(node)) return [];
  if (node.kind === "mapping" || (node.kind === "sequence" && node.items.some((item) => item.kind !== "scalar"))) {
    throw new ComposeError("invalid-type", node, "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!map into string");
  }
  if (node.kind === "sequence") return node.items.map((item) => sourced(item, scalarText(item), owner));
  return scalarText(node).split(/\s+/).filter((word) => word !== "").map((word) => sourced(node, word, owner));
}

function scalarText(node: YamlNode): string {
  return node.kind !== "scalar" || node.value === null ? "" : String(node.value);
}

function addTexts(attributes: Attributes, name: string, texts: readonly Sourced<string>[]): void {
  if (texts.length > 0) attributes.set(name, listAttribute([...attributes.get(name)?.list ?? [], ...texts]));
}

function addEntries(attributes: Attributes, name: string, kind: EntryKind, extension: YamlMapping, owner: string): void {
  const texts = textsOf(child(extension, name), owner);
  if (texts.length === 0) return;
  const both = [...attributes.get(name)?.entries ?? [], ...readEntries(kind, texts)];
  const merged = kind === "secret" || kind === "ssh" ? replaceByKey(both, "id") : removeRepeatedEntries(both);
  const entries: readonly Sourced<Entry>[] = kind === "ssh" ? [...merged].sort(compareEntries) : merged;
  attributes.set(name, { entries, uncertain: entries.some((entry) => !isKnown(entry.value)) });
}

/** A text is no boolean here, except for the old words of YAML. */
function readFlag(node: YamlNode | undefined, owner: string): Sourced<boolean> | undefined {
  if (node === undefined || isNull(node)) return undefined;
  if (node.kind === "scalar") {
    if (typeof node.value === "boolean") return sourced(node, node.value, owner);
    if (node.unknown !== undefined) return sourced(node, false, owner);
    if (/^(?:y|Y|yes|on)$/.test(String(node.value))) return sourced(node, true, owner);
    if (/^(?:n|N|no|off)$/.test(String(node.value))) return sourced(node, false, owner);
  }
  throw new ComposeError("invalid-type", node, "yaml: unmarshal errors:\n  line 1: cannot unmarshal into bool");
}

/** Contexts that the rest of the build names already stay as they are. */
function addContexts(attributes: Attributes, node: YamlNode | undefined, owner: string): void {
  if (node === undefined || isNull(node)) return;
  if (node.kind !== "mapping") throw new ComposeError("invalid-type", node, "yaml: unmarshal errors:\n  line 1: cannot unmarshal into bake.stringMap");
  const map = new Map(attributes.get("contexts")?.map);
  for (const [name, { keySpan, value }] of node.entries) {
    if (value.kind !== "scalar") throw new ComposeError("invalid-type", value, "yaml: unmarshal errors:\n  line 1: cannot unmarshal into string");
    if (!map.has(name)) map.set(name, sourced(value, namedContext(scalarText(value)), owner, keySpan));
  }
  attributes.set("contexts", mapAttribute(map));
}
