import type { Span } from "../../base/span.ts";
import type { YamlNode } from "../../syntax/yaml/tree.ts";
import { ComposeError } from "./compose-path.ts";
import { printNode } from "./nodes.ts";

type TypeName = "string" | "number" | "integer" | "boolean" | "null" | "array" | "object";

/** As much of JSON Schema as is needed for the part of a Compose model that builds read. */
export interface Schema {
  readonly type?: TypeName | readonly TypeName[];
  readonly properties?: Readonly<Record<string, Schema>>;
  /** For keys that no property names; those that no pattern fits either are refused where `isClosed`. */
  readonly patterns?: readonly (readonly [RegExp, Schema])[];
  readonly isClosed?: boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly isUnique?: boolean;
  readonly oneOf?: readonly Schema[];
}

/** Most of these belong to a form that the value does not have, so they are no errors yet. */
interface Mismatch {
  readonly code: string;
  readonly place: { readonly uri: string; readonly span: Span };
  readonly message: string;
  /** The deepest mismatch says the most. */
  readonly depth: number;
}

/** What does not fit the schema, as Compose words it: the deepest mismatch of each service or secret. */
export function validate(node: YamlNode, schema: Schema, path: readonly string[]): ComposeError | undefined {
  let worst: Mismatch | undefined;
  for (const mismatch of mismatches(node, schema, path)) if (worst === undefined || mismatch.depth > worst.depth) worst = mismatch;
  return worst && new ComposeError(worst.code, worst.place, worst.message);
}

function mismatches(node: YamlNode, schema: Schema, path: readonly string[]): Mismatch[] {
  const wanted = schema.type === undefined ? [] : typeof schema.type === "string" ? [schema.type] : schema.type;
  if (wanted.length > 0 && !wanted.some((type) => hasType(node, type))) return [mismatch(node, path, `must be a ${nameTypes(wanted)}`)];
  const found: Mismatch[] = [];
  if (schema.oneOf !== undefined) found.push(...mismatchesOfOne(node, schema.oneOf, path));
  if (node.kind === "mapping") {
    for (const name of schema.required ?? []) if (!node.entries.has(name)) found.push(mismatch(node, path, `missing property '${name}'`));
    for (const [key, { value }] of node.entries) found.push(...mismatchesOfEntry(key, value, schema, node, path));
  } else if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries()) if (schema.items !== undefined) found.push(...mismatches(item, schema.items, [...path, String(index)]));
    if (schema.isUnique === true) found.push(...repeatedItems(node.items, node, path));
  }
  return found;
}

function mismatchesOfOne(node: YamlNode, schemas: readonly Schema[], path: readonly string[]): Mismatch[] {
  const all = schemas.map((schema) => mismatches(node, schema, path));
  if (all.some((each) => each.length === 0)) return [];
  return all.flat();
}

function mismatchesOfEntry(key: string, value: YamlNode, schema: Schema, node: YamlNode, path: readonly string[]): Mismatch[] {
  const inner = schema.properties?.[key] ?? schema.patterns?.find(([pattern]) => pattern.test(key))?.[1];
  if (inner !== undefined) return mismatches(value, inner, [...path, key]);
  if (schema.isClosed !== true) return [];
  const place = node.kind === "mapping" ? { uri: value.uri, span: node.entries.get(key)!.keySpan } : node;
  return [{ code: "unknown-attribute", place, message: `${path.join(".")} additional properties '${key}' not allowed`, depth: path.length + 1 }];
}

function repeatedItems(items: readonly YamlNode[], node: YamlNode, path: readonly string[]): Mismatch[] {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = printNode(item);
    const first = seen.get(text);
    if (first !== undefined) return [mismatch(node, path, `items at ${first} and ${index} are equal`)];
    seen.set(text, index);
  }
  return [];
}

function mismatch(node: YamlNode, path: readonly string[], what: string): Mismatch {
  return { code: "invalid-type", place: node, message: `${path.join(".")} ${what}`, depth: path.length };
}

function hasType(node: YamlNode, type: TypeName): boolean {
  if (node.kind === "mapping") return type === "object";
  if (node.kind === "sequence") return type === "array";
  const { value } = node;
  switch (type) {
    case "string": return typeof value === "string";
    case "number": return typeof value === "number" || typeof value === "bigint";
    case "integer": return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    case "boolean": return typeof value === "boolean";
    case "null": return value === null;
    default: return false;
  }
}

function nameTypes(types: readonly TypeName[]): string {
  const names = types.map((type) => (type === "object" ? "mapping" : type)).sort();
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
