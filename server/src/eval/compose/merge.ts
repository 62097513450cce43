import type { YamlMapping, YamlNode, YamlScalar } from "../../syntax/yaml/tree.ts";
import { ComposeError, type ComposePath, PathTable } from "./compose-path.ts";
import { isNull, mappingAt, printNode, sequenceAt, unknownOf, withEntries } from "./nodes.ts";

type Merger = (before: YamlNode, after: YamlNode, path: ComposePath) => YamlNode;

/** `after` on top of `before`, by the rule of each attribute: mappings merge, lists append, all else is replaced. */
export function mergeNodes(before: YamlNode, after: YamlNode, path: ComposePath): YamlNode {
  const special = specials.get(path);
  if (special !== undefined) return special(before, after, path);
  if (isNull(after)) return before;
  if (before.kind === "mapping" && after.kind === "mapping") return mergeMappings(before, after, path);
  if (before.kind === "sequence" && after.kind === "sequence") return { ...after, items: [...before.items, ...after.items] };
  if (before.kind !== "scalar") throw new ComposeError("cannot-override", after, `cannot override ${path.join(".")}`);
  return after;
}

function mergeMappings(before: YamlMapping, after: YamlMapping, path: ComposePath): YamlMapping {
  const entries = new Map(before.entries);
  for (const [key, entry] of after.entries) {
    const earlier = entries.get(key);
    entries.set(key, earlier === undefined ? entry : { ...entry, value: mergeNodes(earlier.value, entry.value, [...path, key]) });
  }
  return { ...withEntries(after, entries) };
}

function mergeSequences(before: YamlNode, after: YamlNode): YamlNode {
  return sequenceAt(isNull(after) ? before : after, [...toItems(before), ...toItems(after)]);
}

/** Pairs of a mapping as `key=value`, sorted; the pairs keep their places. */
function toItems(node: YamlNode): readonly YamlNode[] {
  if (node.kind === "sequence") return node.items;
  if (node.kind === "scalar") return typeof node.value === "string" ? [node] : [];
  const pairs: YamlScalar[] = [];
  for (const [key, { keySpan, value }] of node.entries) {
    for (const item of value.kind === "sequence" ? value.items : [value]) {
      const text = isNull(item) ? key : `${key}=${printNode(item)}`;
      pairs.push({ kind: "scalar", uri: item.uri, span: item.span, keySpan, value: text, ...unknownOf(item) });
    }
  }
  return pairs.sort((a, b) => (String(a.value) < String(b.value) ? -1 : 1));
}

function mergeHosts(before: YamlNode, after: YamlNode): YamlNode {
  const earlier = toItems(before);
  const known = new Set(earlier.map(printNode));
  return sequenceAt(isNull(after) ? before : after, [...earlier, ...toItems(after).filter((item) => !known.has(printNode(item)))]);
}

function mergeBuild(before: YamlNode, after: YamlNode, path: ComposePath): YamlNode {
  const later = buildMapping(after);
  const earlier = buildMapping(before);
  if (later === undefined) return earlier ?? before;
  if (earlier === undefined) throw new ComposeError("cannot-override", after, `cannot override ${path.join(".")}`);
  return mergeMappings(earlier, later, path);
}

/** The short form of `build` is its context. */
export function buildMapping(node: YamlNode): YamlMapping | undefined {
  if (node.kind === "mapping") return node;
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined;
  return mappingAt(node, [["context", { keySpan: node.span, value: node }]]);
}

/** Whatever builds do not read: the forms are not judged. */
const replaced: Merger = (before, after) => (before.kind === "mapping" && after.kind === "mapping" ? withEntries(after, new Map([...before.entries, ...after.entries])) : after);

const specials = new PathTable<Merger>({
  "services.*.build": mergeBuild,
  "services.*.build.args": mergeSequences,
  "services.*.build.additional_contexts": mergeSequences,
  "services.*.build.extra_hosts": mergeHosts,
  "services.*.build.labels": mergeSequences,
  "services.*.env_file": mergeSequences,
  "services.*.environment": mergeSequences,
  ...Object.fromEntries(["annotations", "deploy.labels", "dns", "dns_opt", "dns_search", "label_file", "labels", "sysctls", "tmpfs"].map((name) => [`services.*.${name}`, mergeSequences])),
  ...Object.fromEntries(["command", "entrypoint", "healthcheck.test", "depends_on", "extra_hosts", "logging", "models", "networks", "ulimits.*"].map((name) => [`services.*.${name}`, replaced])),
  "networks.*.ipam.config": replaced,
  "networks.*.labels": mergeSequences,
  "volumes.*.labels": mergeSequences,
});
