import type { YamlEntry, YamlNode, YamlSequence } from "../../syntax/yaml/tree.ts";
import { ComposeError, type ComposePath, PathTable } from "./compose-path.ts";
import { child, goTypeOf, printNode, textOfNode, withEntries } from "./nodes.ts";

type KeyOf = (item: YamlNode, path: ComposePath) => string;

/** In the lists that hold one element for each key, a later element takes the place of an earlier one of its key. */
export function keepDistinct(node: YamlNode, path: ComposePath = []): YamlNode {
  if (node.kind === "mapping") {
    const entries = new Map<string, YamlEntry>();
    for (const [key, entry] of node.entries) entries.set(key, { ...entry, value: keepDistinct(entry.value, [...path, key]) });
    return withEntries(node, entries);
  }
  const keyOf = node.kind === "sequence" ? keys.get(path) : undefined;
  return keyOf === undefined ? node : distinct(node as YamlSequence, keyOf, path);
}

function distinct(node: YamlSequence, keyOf: KeyOf, path: ComposePath): YamlSequence {
  const items: YamlNode[] = [];
  const places = new Map<string, number>();
  for (const [index, item] of node.items.entries()) {
    const key = keyOf(item, [...path, `[${index}]`]);
    const place = places.get(key);
    if (place === undefined) places.set(key, items.push(item) - 1);
    else items[place] = item;
  }
  return { ...node, items };
}

const beforeEquals: KeyOf = (item, path) => {
  const text = textOfNode(item);
  if (text === undefined) throw new ComposeError("invalid-type", item, `${path.join(".")}: unexpected type ${goTypeOf(item)}`);
  return text.split("=", 1)[0]!;
};

const envFilePath: KeyOf = (item, path) => {
  if (item.kind !== "mapping") return textOfNode(item) ?? "";
  const named = child(item, "path");
  if (named === undefined) throw new ComposeError("missing-path", item, `environment path attribute ${path.join(".")} is missing`);
  return printNode(named);
};

const services = ["annotations", "build.args", "build.additional_contexts", "build.tags", "build.labels", "cap_add", "cap_drop", "deploy.labels", "dns", "dns_opt", "dns_search", "environment", "labels", "links", "networks.*.aliases", "networks.*.link_local_ips", "profiles", "sysctls", "tmpfs"];

const keys = new PathTable<KeyOf>({
  ...Object.fromEntries(services.map((name) => [`services.*.${name}`, beforeEquals])),
  "services.*.env_file": envFilePath,
  "networks.*.labels": beforeEquals,
  "networks.*.ipam.options": beforeEquals,
});
