import type { YamlNode } from "../syntax/yaml/tree.ts";
import type { ResolvedTarget } from "../eval/resolved-bake.ts";
import type { BakeSet } from "./bake-sets.ts";

/** A service as its Compose file writes it: what it runs, not what it builds. */
export interface WrittenService {
  readonly uri: string;
  readonly name: string;
  readonly node: YamlNode;
}

/** The services of the Compose files of a set, each file's for itself. */
export function writtenServices(set: BakeSet): WrittenService[] {
  return set.files.flatMap((file) => (file.role === "compose" ? (file.yaml?.documents ?? []) : [])).flatMap((document) => {
    const services = valueAt(document, "services");
    if (services?.kind !== "mapping") return [];
    return [...services.entries].map(([name, { value }]) => ({ uri: value.uri, name, node: value }));
  });
}

/** Whether a Compose file says of a target's service what it starts, under one of these keys, in place of what the image does. */
export function startsOtherwise(set: BakeSet, { name, uri }: ResolvedTarget, ...keys: readonly string[]): boolean {
  const own = writtenServices(set).filter((service) => service.uri === uri && service.name.replaceAll(".", "_") === name);
  return own.some(({ node }) => keys.some((key) => valueAt(node, key) !== undefined));
}

/** The node under these keys, one inside the other. */
export function valueAt(node: YamlNode, ...keys: readonly string[]): YamlNode | undefined {
  let found: YamlNode | undefined = node;
  for (const key of keys) found = found?.kind === "mapping" ? found.entries.get(key)?.value : undefined;
  return found;
}

/** The words of a command, written as one text or as a list. */
export function commandWords(node: YamlNode | undefined): string[] {
  if (node?.kind === "sequence") return node.items.flatMap((item) => (item.kind === "scalar" && item.value !== null ? [String(item.value)] : []));
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value.split(/\s+/).filter((word) => word !== "") : [];
}
