import type { Span } from "../base/span.ts";
import type { BigFloat } from "./number.ts";
import { compare, fromInteger } from "./number.ts";

/** Types of Bake values. `any` stands where nothing is known about the type, as in a bare `null`. */
export type Type =
  | { readonly kind: "string" | "number" | "bool" | "any" }
  | { readonly kind: "list" | "set" | "map"; readonly element: Type }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, Type>; readonly optional?: ReadonlySet<string> };

export const stringType: Type = { kind: "string" };
export const numberType: Type = { kind: "number" };
export const boolType: Type = { kind: "bool" };
export const anyType: Type = { kind: "any" };
export const listOf = (element: Type): Type => ({ kind: "list", element });
export const setOf = (element: Type): Type => ({ kind: "set", element });
export const mapOf = (element: Type): Type => ({ kind: "map", element });

/** Where an element of a list or an entry of a map is written. */
export interface Origin {
  readonly uri: string;
  readonly span: Span;
  readonly keySpan?: Span;
}

interface HasOrigin {
  readonly origin?: Origin | undefined;
}

/** A part of a text and where it is written. */
export interface TextPiece {
  readonly text: string;
  readonly uri: string;
  readonly span: Span;
  /** How the source writes the text; undefined where the source is an expression that computes it. */
  readonly form: "quoted" | "heredoc" | "json" | "yaml" | undefined;
}

/** `pieces` tell how a template put a text of several lines together: it may be a document with places of its own. */
export type StringValue = HasOrigin & { readonly kind: "string"; readonly text: string; readonly pieces?: readonly TextPiece[] };
export type NumberValue = HasOrigin & { readonly kind: "number"; readonly number: BigFloat };
export type BoolValue = HasOrigin & { readonly kind: "bool"; readonly truth: boolean };
export type NullValue = HasOrigin & { readonly kind: "null"; readonly type: Type };
export type ListValue = HasOrigin & { readonly kind: "list" | "set"; readonly element: Type; readonly items: readonly Value[] };
export type TupleValue = HasOrigin & { readonly kind: "tuple"; readonly items: readonly Value[] };
/** Entries are in key order. */
export type MapValue = HasOrigin & { readonly kind: "map"; readonly element: Type; readonly entries: ReadonlyMap<string, Value> };
export type ObjectValue = HasOrigin & { readonly kind: "object"; readonly entries: ReadonlyMap<string, Value> };
/** A value that cannot be computed: something in it is in error, or known only when the build runs. */
export type UnknownValue = HasOrigin & { readonly kind: "unknown"; readonly reason: string; readonly type?: Type };

export type Value =
  | StringValue | NumberValue | BoolValue | NullValue | ListValue | TupleValue | MapValue | ObjectValue | UnknownValue;

export const trueValue: BoolValue = { kind: "bool", truth: true };
export const falseValue: BoolValue = { kind: "bool", truth: false };
export const nullValue: NullValue = { kind: "null", type: anyType };

/** Strings are kept in Unicode normal form C, as buildx does. */
export function stringValue(text: string): StringValue {
  // oxlint-disable-next-line no-control-regex
  return { kind: "string", text: /^[\x00-\x7f]*$/.test(text) ? text : text.replace(/\p{Surrogate}/gu, "\ufffd").normalize("NFC") };
}

export function numberValue(number: BigFloat): NumberValue {
  return { kind: "number", number };
}

export function integerValue(value: number): NumberValue {
  return { kind: "number", number: fromInteger(value) };
}

export function boolValue(truth: boolean): BoolValue {
  return truth ? trueValue : falseValue;
}

export function nullOf(type: Type): NullValue {
  return type === anyType ? nullValue : { kind: "null", type };
}

export function tupleValue(items: readonly Value[]): TupleValue {
  return { kind: "tuple", items };
}

export function listValue(element: Type, items: readonly Value[]): ListValue {
  return { kind: "list", element, items };
}

/** Sorts the items and drops repeated ones. */
export function setValue(element: Type, items: readonly Value[]): ListValue {
  const distinct = new Map<string, Value>();
  for (const item of items) {
    const key = identityOf(item);
    if (!distinct.has(key)) distinct.set(key, item);
  }
  return { kind: "set", element, items: [...distinct.values()].sort(compareSetItems) };
}

export function objectValue(entries: Iterable<readonly [string, Value]>): ObjectValue {
  return { kind: "object", entries: sortedEntries(entries) };
}

export function mapValue(element: Type, entries: Iterable<readonly [string, Value]>): MapValue {
  return { kind: "map", element, entries: sortedEntries(entries) };
}

function sortedEntries(entries: Iterable<readonly [string, Value]>): Map<string, Value> {
  const map = new Map<string, Value>(entries);
  let previous: string | undefined;
  for (const key of map.keys()) {
    if (previous !== undefined && compareText(previous, key) > 0) return new Map([...map].sort((a, b) => compareText(a[0], b[0])));
    previous = key;
  }
  return map;
}

/** The type is given where it is known although the value is not: it takes part in the types of conditionals. */
export function unknownValue(reason: string, type?: Type): UnknownValue {
  return type === undefined ? { kind: "unknown", reason } : { kind: "unknown", reason, type };
}

/** Orders as the UTF-8 bytes of both texts would. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) {
      const leftSurrogate = left >= 0xd800 && left < 0xe000;
      const rightSurrogate = right >= 0xd800 && right < 0xe000;
      return leftSurrogate === rightSurrogate ? left - right : leftSurrogate ? 1 : -1;
    }
  }
  return a.length - b.length;
}

function compareSetItems(a: Value, b: Value): number {
  if (a.kind === "null" || b.kind === "null") return a.kind === b.kind ? 0 : a.kind === "null" ? 1 : -1;
  if (a.kind === "number" && b.kind === "number") return compare(a.number, b.number);
  if (a.kind === "string" && b.kind === "string") return compareText(a.text, b.text);
  if (a.kind === "bool" && b.kind === "bool") return Number(a.truth) - Number(b.truth);
  return compareText(identityOf(a), identityOf(b));
}

/** A text that two values share exactly when they are equal and of one type. */
export function identityOf(value: Value): string {
  switch (value.kind) {
    case "string": return JSON.stringify(value.text);
    case "number": return value.number.infinite || value.number.mantissa === 0n ? `#${value.number.infinite ? `${value.number.negative}` : 0}` : `#${value.number.negative ? "-" : ""}${value.number.mantissa}e${value.number.exponent}`;
    case "bool": return String(value.truth);
    case "null": return "null";
    case "unknown": return `?${value.reason}`;
    case "list":
    case "set":
    case "tuple": return `${value.kind}[${value.items.map(identityOf).join(",")}]`;
    case "map":
    case "object": return `${value.kind}{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}:${identityOf(entry)}`).join(",")}}`;
  }
}

export function typeOf(value: Value): Type {
  switch (value.kind) {
    case "string": return stringType;
    case "number": return numberType;
    case "bool": return boolType;
    case "null": return value.type;
    case "unknown": return value.type ?? anyType;
    case "list": return listOf(value.element);
    case "set": return setOf(value.element);
    case "map": return mapOf(value.element);
    case "tuple": return { kind: "tuple", items: value.items.map(typeOf) };
    case "object": return { kind: "object", attributes: new Map([...value.entries].map(([key, entry]) => [key, typeOf(entry)])) };
  }
}

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if ("element" in a && "element" in b) return sameType(a.element, b.element);
  if (a.kind === "tuple" && b.kind === "tuple") return a.items.length === b.items.length && a.items.every((item, index) => sameType(item, b.items[index]!));
  if (a.kind === "object" && b.kind === "object") {
    if (a.attributes.size !== b.attributes.size) return false;
    for (const [key, type] of a.attributes) {
      const other = b.attributes.get(key);
      if (other === undefined || !sameType(type, other)) return false;
    }
  }
  return true;
}

/** The type in words, as messages and lists show it. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case "any": return "dynamic";
    case "list":
    case "set":
    case "map": return `${type.kind} of ${type.element.kind === "any" ? "dynamic" : typeName(type.element)}`;
    default: return type.kind;
  }
}

/** What a type demands, in words. */
export function constraintName(type: Type): string {
  if (type.kind === "any") return "any type";
  if ("element" in type) return type.element.kind === "any" ? `${type.kind === "map" ? "map" : type.kind} of any single type` : `${type.kind} of ${constraintName(type.element)}`;
  return type.kind;
}

/** Whether a value is or holds something unknown; the reason, if so. */
export function unknownWithin(value: Value): string | undefined {
  if (value.kind === "unknown") return value.reason;
  if ("items" in value) {
    for (const item of value.items) {
      const reason = unknownWithin(item);
      if (reason !== undefined) return reason;
    }
  } else if ("entries" in value) {
    for (const entry of value.entries.values()) {
      const reason = unknownWithin(entry);
      if (reason !== undefined) return reason;
    }
  }
  return undefined;
}

export function withOrigin<T extends Value>(value: T, origin: Origin | undefined): T {
  return origin === undefined || value.origin === origin ? value : { ...value, origin };
}
