import type { YamlEntry, YamlNode, YamlScalar } from "../../syntax/yaml/tree.ts";
import { ComposeError, type ComposePath, PathTable } from "./compose-path.ts";
import { buildMapping } from "./merge.ts";
import { goTypeOf, isNull, isUnknown, mappingAt, printNode, scalarAt, sequenceAt, textOfNode, withEntries, withEntry } from "./nodes.ts";

type Transform = (node: YamlNode, path: ComposePath) => YamlNode;

/** Brings what may be written in several forms into one, or throws where it has none of them. */
export function canonicalForm(node: YamlNode, path: ComposePath = []): YamlNode {
  const transform = transforms.get(path);
  return transform === undefined ? canonicalParts(node, path) : transform(node, path);
}

function canonicalParts(node: YamlNode, path: ComposePath): YamlNode {
  if (node.kind === "sequence") return { ...node, items: node.items.map((item) => canonicalForm(item, [...path, "[]"])) };
  if (node.kind === "scalar") return node;
  const entries = new Map<string, YamlEntry>();
  for (const [key, entry] of node.entries) entries.set(key, { ...entry, value: canonicalForm(entry.value, [...path, key]) });
  return withEntries(node, entries);
}

function invalidType(node: YamlNode, path: ComposePath, what: string): ComposeError {
  return new ComposeError("invalid-type", node, `${path.join(".")}: invalid type ${goTypeOf(node)}${what === "" ? "" : ` for ${what}`}`);
}

const build: Transform = (node, path) => {
  const mapping = buildMapping(node);
  if (mapping === undefined) throw invalidType(node, path, "build");
  return node.kind === "mapping" ? canonicalParts(node, path) : mapping;
};

const secretMount: Transform = (node, path) => {
  if (node.kind === "mapping") return node;
  if (textOfNode(node) === undefined) throw new ComposeError("invalid-type", node, `${path.join(".")}: unsupported type ${goTypeOf(node)}`);
  return mappingAt(node, [["source", { keySpan: node.span, value: node }]]);
};

const asText: Transform = (node) => (textOfNode(node) === undefined ? scalarAt(node, printNode(node)) : node);

const keyValues: Transform = (node, path) => {
  if (node.kind === "mapping") return node;
  if (node.kind !== "sequence") throw invalidType(node, path, "");
  return mappingAt(node, node.items.filter(isReadable).map((item): [string, YamlEntry] => {
    const text = textOfNode(item) ?? printNode(item);
    const equals = text.indexOf("=");
    if (equals < 0) throw new ComposeError("invalid-pair", item, `${path.join(".")}: invalid value ${text}, expected key=value`);
    return [text.slice(0, equals), { keySpan: keySpanOf(item), value: scalarAt(item, text.slice(equals + 1)) }];
  }));
};

/** Whether an element says at least what it names. */
function isReadable(item: YamlNode): boolean {
  return !isUnknown(item) || printNode(item).includes("=");
}

function keySpanOf(item: YamlNode): YamlEntry["keySpan"] {
  return (item as YamlScalar).keySpan ?? item.span;
}

const ssh: Transform = (node, path) => {
  if (node.kind === "mapping") return node;
  if (node.kind !== "sequence") throw invalidType(node, path, "ssh");
  return mappingAt(node, node.items.filter(isReadable).map((item): [string, YamlEntry] => {
    const text = textOfNode(item);
    if (text === undefined) throw new ComposeError("invalid-type", item, `invalid ssh key type ${goTypeOf(item)}`);
    const equals = text.indexOf("=");
    if (equals < 0 && text !== "default") throw new ComposeError("invalid-ssh", item, `invalid ssh key ${JSON.stringify(text)}`);
    return equals < 0 ? [text, { keySpan: item.span, value: scalarAt(item, null) }] : [text.slice(0, equals), { keySpan: item.span, value: scalarAt(item, text.slice(equals + 1)) }];
  }));
};

const ulimit: Transform = (node, path) => {
  if (node.kind === "mapping" || isUnknown(node) || (node.kind === "scalar" && typeof node.value === "bigint")) return node;
  throw invalidType(node, path, "external");
};

const envFiles: Transform = (node, path) => {
  if (textOfNode(node) !== undefined) return sequenceAt(node, [envFile(node)]);
  if (node.kind !== "sequence") throw invalidType(node, path, "env_file");
  return { ...node, items: node.items.map(envFile) };
};

function envFile(node: YamlNode): YamlNode {
  if (node.kind === "mapping") return node.entries.has("required") ? node : withEntry(node, "required", { ...scalarAt(node, true), uri: node.uri });
  if (textOfNode(node) === undefined) return scalarAt(node, null);
  return mappingAt(node, [["path", { keySpan: node.span, value: node }], ["required", { keySpan: node.span, value: { kind: "scalar", uri: node.uri, span: node.span, value: true } }]]);
}

const externalForm: Transform = (node, path) => {
  if (isNull(node)) return node;
  if (node.kind !== "mapping") throw invalidType(node, path, "external");
  const external = node.entries.get("external")?.value;
  return external?.kind === "mapping" ? withEntry(node, "external", scalarAt(external, true)) : node;
};

/** What builds do not read still has to have one of these forms. */
const oneOf = (what: string, kinds: readonly YamlNode["kind"][]): Transform => (node, path) => {
  if (!kinds.includes(node.kind)) throw invalidType(node, path, what);
  return node;
};

const transforms = new PathTable<Transform>({
  "services.*.build": build,
  "services.*.build.secrets.[]": secretMount,
  "services.*.build.provenance": asText,
  "services.*.build.sbom": asText,
  "services.*.build.additional_contexts": keyValues,
  "services.*.build.ssh": ssh,
  "services.*.build.ulimits.*": ulimit,
  "services.*.ulimits.*": ulimit,
  "services.*.env_file": envFiles,
  "services.*.depends_on": oneOf("depend_on", ["mapping", "sequence"]),
  "services.*.ports": oneOf("port", ["sequence"]),
  "secrets.*": externalForm,
  "configs.*": externalForm,
  "networks.*": externalForm,
  "volumes.*": externalForm,
});
