import type { YamlEntry, YamlMapping, YamlNode, YamlScalar } from "../../syntax/yaml/tree.ts";
import type { MergedAttribute } from "../merged-target.ts";
import { isKnown, type Sourced } from "../resolved-bake.ts";
import type { UnknownValue } from "../value.ts";
import { isNull, mappingAt, printNode, textOfNode, withEntries } from "./nodes.ts";

/** The value of a node with its place, as resolved targets keep it. */
export function sourced<T>(node: YamlNode, value: T, owner: string, keySpan?: YamlEntry["keySpan"]): Sourced<T> {
  const key = keySpan ?? (node as YamlScalar).keySpan;
  return { value: unknownIn(node) ?? value, uri: node.uri, span: node.span, ownerTarget: owner, ...(key === undefined ? {} : { keySpan: key }) };
}

function unknownIn(node: YamlNode): UnknownValue | undefined {
  return node.kind === "scalar" && node.unknown !== undefined ? { kind: "unknown", reason: node.unknown } : undefined;
}

export function listAttribute(list: readonly Sourced<string>[]): MergedAttribute {
  return { list, uncertain: list.some((item) => !isKnown(item.value)) };
}

export function mapAttribute(map: ReadonlyMap<string, Sourced<string>>): MergedAttribute {
  return { map, uncertain: false };
}

export function scalarAttribute(scalar: Sourced<string> | Sourced<boolean>): MergedAttribute {
  return { scalar: scalar as Sourced<string | boolean>, uncertain: !isKnown<string | boolean>(scalar.value) };
}

/** A text that is not empty; one that is empty counts as not given. */
export function textAttribute(node: YamlNode | undefined, owner: string): MergedAttribute | undefined {
  const text = textOfNode(node);
  if (text === undefined || (text === "" && unknownIn(node!) === undefined)) return undefined;
  return scalarAttribute(sourced(node!, text, owner));
}

/** The same for a document that has places of its own, with what each of its lines is made of. */
export function documentAttribute(node: YamlNode | undefined, owner: string): MergedAttribute | undefined {
  const attribute = textAttribute(node, owner);
  const lines = node?.kind === "scalar" ? node.lines : undefined;
  const scalar = attribute?.scalar;
  if (scalar === undefined || lines === undefined || lines.map(({ text }) => text).join("") !== scalar.value) return attribute;
  const pieces = lines.map(({ text, span, isComputed }) => ({ text, uri: scalar.uri, span, form: isComputed === true ? undefined : "yaml" as const }));
  return { ...attribute!, scalar: { ...scalar, pieces } };
}

export interface Pair {
  readonly name: string;
  /** Undefined for a name without a value. */
  readonly value: string | undefined;
  readonly node: YamlNode;
  readonly keySpan: YamlEntry["keySpan"] | undefined;
}

/** The pairs of a mapping, or of a list of `name=value`; the last of a name counts. */
export function pairsOf(node: YamlNode | undefined): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  if (node?.kind === "mapping") {
    for (const [name, { keySpan, value }] of withExtensionsApart(node).entries) pairs.set(name, { name, value: isNull(value) ? undefined : printNode(value), node: value, keySpan });
  } else if (node?.kind === "sequence") {
    for (const item of node.items) {
      const text = printNode(item);
      const equals = text.indexOf("=");
      const name = equals < 0 ? text : text.slice(0, equals);
      pairs.set(name, { name, value: equals < 0 ? undefined : text.slice(equals + 1), node: item, keySpan: (item as YamlScalar).keySpan });
    }
  }
  return [...pairs.values()];
}

/** buildx takes keys that begin with `x-` for extensions even among args and labels, and makes one odd pair of them all. */
function withExtensionsApart(node: YamlMapping): YamlMapping {
  const extensions = [...node.entries].filter(([name]) => name.startsWith("x-"));
  const first = extensions[0]?.[1];
  if (first === undefined) return node;
  const others = [...node.entries].filter(([name]) => !name.startsWith("x-"));
  return withEntries(node, new Map([...others, ["#extensions", { keySpan: first.keySpan, value: mappingAt(first.value, extensions) }]]));
}
