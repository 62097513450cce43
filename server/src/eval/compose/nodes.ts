import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../../syntax/yaml/tree.ts";

export function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === "mapping" ? node.entries.get(key)?.value : undefined;
}

export function isNull(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.value === null;
}

export function asMapping(node: YamlNode | undefined): YamlMapping | undefined {
  return node?.kind === "mapping" ? node : undefined;
}

/** The text of a scalar that is written as one. */
export function textOfNode(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

export function withEntries(node: YamlMapping, entries: ReadonlyMap<string, YamlEntry>): YamlMapping {
  return { ...node, entries };
}

export function withEntry(node: YamlMapping, key: string, value: YamlNode): YamlMapping {
  const keySpan = node.entries.get(key)?.keySpan ?? value.span;
  return withEntries(node, new Map(node.entries).set(key, { keySpan, value }));
}

export function withoutEntry(node: YamlMapping, key: string): YamlMapping {
  const entries = new Map(node.entries);
  entries.delete(key);
  return withEntries(node, entries);
}

/** A mapping made up where the source has another form, at the place of that form. */
export function mappingAt(place: YamlNode, entries: Iterable<readonly [string, YamlEntry]>): YamlMapping {
  return { kind: "mapping", uri: place.uri, span: place.span, entries: new Map(entries) };
}

export function sequenceAt(place: YamlNode, items: readonly YamlNode[]): YamlSequence {
  return { kind: "sequence", uri: place.uri, span: place.span, items };
}

export function scalarAt(place: YamlNode, value: YamlScalar["value"]): YamlScalar {
  return { kind: "scalar", uri: place.uri, span: place.span, value, ...unknownOf(place) };
}

/** Whether the value, or a part of it, depends on what is not known here. */
export function isUnknown(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.unknown !== undefined;
}

export function unknownOf(node: YamlNode): { readonly unknown?: string } {
  return node.kind === "scalar" && node.unknown !== undefined ? { unknown: node.unknown } : {};
}

/** Go's name of the value's type, as it stands in messages. */
export function goTypeOf(node: YamlNode): string {
  if (node.kind === "mapping") return "map[string]interface {}";
  if (node.kind === "sequence") return "[]interface {}";
  switch (typeof node.value) {
    case "bigint": return "int";
    case "number": return "float64";
    case "boolean": return "bool";
    case "string": return "string";
    default: return "<nil>";
  }
}

/** A value as Go prints it among others. */
export function printNode(node: YamlNode): string {
  if (node.kind === "scalar") return printScalar(node.value);
  if (node.kind === "sequence") return `[${node.items.map(printNode).join(" ")}]`;
  const entries = [...node.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, { value }]) => `${key}:${printNode(value)}`).join(" ")}]`;
}

function printScalar(value: YamlScalar["value"]): string {
  if (value === null) return "<nil>";
  return typeof value === "number" ? printDecimal(value) : String(value);
}

/** Go writes an exponent of two digits at least, below 1e-4 and from a million on. */
function printDecimal(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
