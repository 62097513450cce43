import type { YamlEntry, YamlNode } from "../../syntax/yaml/tree.ts";
import type { MergedAttribute } from "../merged-target.ts";
import { ComposeError } from "./compose-path.ts";
import { isNull, isUnknown, printNode } from "./nodes.ts";
import { mapAttribute, sourced } from "./sourced-nodes.ts";

interface Host {
  readonly node: YamlNode;
  readonly keySpan: YamlEntry["keySpan"] | undefined;
  readonly addresses: string[];
}

/** Addresses by host name, from a mapping or a list of `host=address` or `host:address`; several are joined by commas. */
export function readExtraHosts(node: YamlNode | undefined, owner: string): MergedAttribute | undefined {
  if (node === undefined || isNull(node) || node.kind === "scalar") return undefined;
  const hosts = new Map<string, Host>();
  if (node.kind === "mapping") {
    for (const [name, { keySpan, value }] of node.entries) hosts.set(name, { node: value, keySpan, addresses: value.kind === "sequence" ? value.items.map(printNode) : [isNull(value) ? "" : printNode(value)] });
  } else {
    for (const item of node.items) if (!isUnknown(item) || /[=:]/.test(printNode(item))) addHost(hosts, item);
  }
  for (const [name, host] of hosts) if ((name === "" || /[:=]/.test(name)) && !isUnknown(host.node)) throw new ComposeError("invalid-host", host.node, `bad host name '${name}'`);
  return mapAttribute(new Map([...hosts].map(([name, host]) => [name, sourced(host.node, host.addresses.map(withoutBrackets).join(","), owner, host.keySpan)])));
}

function addHost(hosts: Map<string, Host>, item: YamlNode): void {
  const text = printNode(item);
  const equals = text.indexOf("=");
  const separator = equals >= 0 ? equals : text.indexOf(":");
  if (separator < 0) throw new ComposeError("invalid-host", item, `invalid additional host, missing IP: ${text}`);
  const name = text.slice(0, separator);
  const host = hosts.get(name) ?? { node: item, keySpan: undefined, addresses: [] };
  host.addresses.push(...text.slice(separator + 1).split(","));
  hosts.set(name, host);
}

function withoutBrackets(address: string): string {
  return address.length > 2 && address.startsWith("[") && address.endsWith("]") ? address.slice(1, -1) : address;
}
