import { formatNumber, parseDecimal } from "./number.ts";
import type { Type, UnknownValue, Value } from "./value.ts";
import {
  anyType, constraintName, falseValue, listOf, listValue, mapOf, mapValue, nullOf, numberValue, objectValue, sameType, setOf, setValue, stringType, trueValue,
  tupleValue, typeOf, withOrigin,
} from "./value.ts";

/** Why a value does not fit a type. */
export class ConversionError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Converts as buildx does, or says why it cannot. Unknown values fit every type. */
export function convert(value: Value, type: Type): Value | ConversionError {
  if (type.kind === "any" || (value.kind === type.kind && isPrimitive(type))) return value;
  if (value.kind === "unknown") return convertUnknown(value, type);
  if (value.kind === "null") {
    return value.type.kind === "any" || canConvert(value.type, type, true) ? withOrigin(nullOf(type), value.origin) : mismatch(value, type);
  }
  const converted = convertKnown(value, type);
  return converted instanceof ConversionError || converted === value ? converted : withOrigin(converted, value.origin);
}

function convertUnknown(value: UnknownValue, type: Type): Value | ConversionError {
  if (value.type === undefined || value.type.kind === "any") return { ...value, type };
  return canConvert(value.type, type, true) ? { ...value, type } : mismatch(value, type);
}

function isPrimitive(type: Type): boolean {
  return type.kind === "string" || type.kind === "number" || type.kind === "bool";
}

function mismatch(value: Value, type: Type): ConversionError {
  return new ConversionError(mismatchMessage(typeOf(value), type));
}

function convertKnown(value: Value, type: Type): Value | ConversionError {
  switch (type.kind) {
    case "string":
      if (value.kind === "number") return { kind: "string", text: formatNumber(value.number) };
      if (value.kind === "bool") return { kind: "string", text: String(value.truth) };
      return mismatch(value, type);
    case "number": return value.kind === "string" ? toNumber(value.text) : mismatch(value, type);
    case "bool": return value.kind === "string" ? toBool(value.text) : mismatch(value, type);
    case "list":
    case "set": return toSequence(value, type);
    case "map": return toMap(value, type);
    case "tuple": return toTuple(value, type.items);
    case "object": return toObject(value, type);
    case "any": return value;
  }
}

function toNumber(text: string): Value | ConversionError {
  const number = parseDecimal(text);
  return number === undefined ? new ConversionError("a number is required") : numberValue(number);
}

function toBool(text: string): Value | ConversionError {
  if (text === "true" || text === "1") return trueValue;
  if (text === "false" || text === "0") return falseValue;
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return new ConversionError(`a bool is required; to convert from string, use lowercase "${lower}"`);
  return new ConversionError("a bool is required");
}

function convertAll(items: readonly Value[], type: Type, whole: Value, wanted: Type): Value[] | ConversionError {
  const result: Value[] = [];
  for (const item of items) {
    const converted = convert(item, type);
    if (converted instanceof ConversionError) return canConvert(typeOf(whole), wanted, true) ? converted : mismatch(whole, wanted);
    result.push(converted);
  }
  return result;
}

/** The type that all elements can take when the wanted element type is left open. */
function elementType(wanted: Type, items: readonly Value[]): Type | undefined {
  if (wanted.kind !== "any") return wanted;
  if (items.length === 0) return anyType;
  const unified = unify(items.map(typeOf));
  const open = unified?.kind === "any" && items.some((item) => typeOf(item).kind !== "any");
  return open ? undefined : unified;
}

function toSequence(value: Value, type: Extract<Type, { kind: "list" | "set" | "map" }>): Value | ConversionError {
  if (!("items" in value)) return mismatch(value, type);
  if (value.kind === type.kind && (type.element.kind === "any" || sameType(value.element, type.element))) return value;
  const element = elementType(type.element, value.items);
  if (element === undefined) return mismatch(value, type);
  const items = convertAll(value.items, element, value, type);
  if (items instanceof ConversionError) return items;
  return type.kind === "set" ? setValue(element, items) : listValue(element, items);
}

function toMap(value: Value, type: Extract<Type, { kind: "list" | "set" | "map" }>): Value | ConversionError {
  if (!("entries" in value)) return mismatch(value, type);
  if (value.kind === "map" && (type.element.kind === "any" || sameType(value.element, type.element))) return value;
  const values = [...value.entries.values()];
  const element = elementType(type.element, values);
  if (element === undefined) return mismatch(value, type);
  const items = convertAll(values, element, value, type);
  if (items instanceof ConversionError) return items;
  return mapValue(element, [...value.entries.keys()].map((key, index) => [key, items[index]!]));
}

function toTuple(value: Value, types: readonly Type[]): Value | ConversionError {
  const type: Type = { kind: "tuple", items: types };
  if (value.kind !== "tuple" && value.kind !== "list") return mismatch(value, type);
  if (value.items.length !== types.length) return mismatch(value, type);
  const items: Value[] = [];
  for (const [index, item] of value.items.entries()) {
    const converted = convert(item, types[index]!);
    if (converted instanceof ConversionError) return value.kind === "tuple" && canConvert(typeOf(value), type, true) ? converted : mismatch(value, type);
    items.push(converted);
  }
  return tupleValue(items);
}

function toObject(value: Value, type: Extract<Type, { kind: "object" }>): Value | ConversionError {
  if (!("entries" in value)) return mismatch(value, type);
  const entries: [string, Value][] = [];
  for (const [name, attribute] of type.attributes) {
    const entry = value.entries.get(name);
    if (entry === undefined) {
      if (!type.optional?.has(name)) return mismatch(value, type);
      entries.push([name, nullOf(attribute)]);
      continue;
    }
    const converted = convert(entry, attribute);
    if (converted instanceof ConversionError) return canConvert(typeOf(value), type, true) ? converted : mismatch(value, type);
    entries.push([name, converted]);
  }
  return objectValue(entries);
}

/** Whether a conversion between the types exists; `unsafe` includes those that fail for some values. */
export function canConvert(from: Type, to: Type, unsafe: boolean): boolean {
  if (from.kind === "any" || to.kind === "any" || sameType(from, to)) return true;
  switch (to.kind) {
    case "string": return from.kind === "number" || from.kind === "bool";
    case "number":
    case "bool": return unsafe && from.kind === "string";
    case "list":
    case "set":
      if (from.kind === "tuple") {
        const wanted = to.element.kind === "any" ? unify(from.items) : to.element;
        return wanted !== undefined && from.items.every((item) => canConvert(item, wanted, unsafe));
      }
      return (from.kind === "list" || (from.kind === "set" && (to.kind === "set" || to.kind === "list"))) && canConvert(from.element, to.element, unsafe);
    case "map":
      if (from.kind === "object") {
        const types = [...from.attributes.values()];
        const wanted = to.element.kind === "any" ? unify(types) : to.element;
        return wanted !== undefined && types.every((item) => canConvert(item, wanted, unsafe));
      }
      return from.kind === "map" && canConvert(from.element, to.element, unsafe);
    case "tuple":
      if (from.kind === "list") return unsafe && to.items.every((item) => canConvert(from.element, item, unsafe));
      return from.kind === "tuple" && from.items.length === to.items.length && from.items.every((item, index) => canConvert(item, to.items[index]!, unsafe));
    case "object": return canConvertToObject(from, to, unsafe);
  }
}

function canConvertToObject(from: Type, to: Extract<Type, { kind: "object" }>, unsafe: boolean): boolean {
  if (from.kind === "map") return unsafe && [...to.attributes.values()].every((type) => canConvert(from.element, type, unsafe));
  if (from.kind !== "object") return false;
  for (const [name, type] of to.attributes) {
    const own = from.attributes.get(name);
    if (own === undefined ? !to.optional?.has(name) : !canConvert(own, type, unsafe)) return false;
  }
  return true;
}

/** Says what is missing for `got` to become `want`. */
export function mismatchMessage(got: Type, want: Type): string {
  if (got.kind === "object" && want.kind === "object") return objectMismatch(got, want);
  if (want.kind === "list" || want.kind === "set" || want.kind === "map") {
    const structural = want.kind === "map" ? got.kind === "object" : got.kind === "tuple";
    if (structural && want.element.kind === "any") return `all ${want.kind} elements must have the same type`;
    if (structural) return structuralMismatch(got, want, want.element);
    if ("element" in got && got.kind === want.kind) return `incorrect ${want.kind} element type: ${mismatchMessage(got.element, want.element)}`;
  }
  return `${constraintName(want)} required`;
}

function structuralMismatch(got: Type, want: Type, element: Type): string {
  const entries: [string, Type][] = got.kind === "tuple" ? got.items.map((item, index) => [String(index), item])
    : got.kind === "object" ? [...got.attributes].map(([name, type]) => [JSON.stringify(name), type]) : [];
  for (const [name, type] of entries) if (!canConvert(type, element, true)) return `element ${name}: ${mismatchMessage(type, element)}`;
  return `${constraintName(want)} required`;
}

function objectMismatch(got: Extract<Type, { kind: "object" }>, want: Extract<Type, { kind: "object" }>): string {
  const missing: string[] = [];
  for (const [name, type] of want.attributes) {
    const own = got.attributes.get(name);
    if (own === undefined) {
      if (!want.optional?.has(name)) missing.push(JSON.stringify(name));
    } else if (!canConvert(own, type, true)) {
      return `attribute ${JSON.stringify(name)}: ${mismatchMessage(own, type)}`;
    }
  }
  if (missing.length === 0) return "object required";
  if (missing.length === 1) return `attribute ${missing[0]} is required`;
  return `attributes ${missing.slice(0, -1).join(", ")}${missing.length > 2 ? "," : ""} and ${missing.at(-1)} are required`;
}

/** One type that all can become, or undefined. `unsafe` allows conversions that may fail. */
export function unify(types: readonly Type[], unsafe = false): Type | undefined {
  const first = types[0];
  if (first === undefined) return anyType;
  if (types.every((type) => sameType(type, first))) return first;
  const known = types.filter((type) => type.kind !== "any");
  const every = (...kinds: Type["kind"][]): boolean => known.length > 0 && known.every((type) => kinds.includes(type.kind));
  if (every("object")) return unifyObjects(known as Extract<Type, { kind: "object" }>[], types.length > known.length, unsafe);
  if (every("tuple")) return unifyTuples(known as Extract<Type, { kind: "tuple" }>[], types.length > known.length, unsafe);
  if (every("object", "map")) return unifyTo(known, mapOf, unsafe);
  if (every("tuple", "list")) return unifyTo(known, listOf, unsafe);
  if (every("set")) return unifyTo(known, setOf, unsafe);
  if (every("tuple", "list", "set") && known.some((type) => type.kind === "list")) return unifyTo(known, listOf, unsafe);
  if (known.length === 0) return anyType;
  if (known.some((type) => type.kind === "object") && known.some((type) => type.kind === "tuple")) return undefined;
  return preferred(known, unsafe) ?? (known.length < types.length ? anyType : undefined);
}

function preferred(types: readonly Type[], unsafe: boolean): Type | undefined {
  const order = types.some((type) => type.kind === "string") ? [stringType, ...types] : types;
  return order.find((wanted) => types.every((type) => canConvert(type, wanted, unsafe)));
}

function unifyTo(types: readonly Type[], wrap: (element: Type) => Type, unsafe: boolean): Type | undefined {
  const elements = types.flatMap((type) => ("element" in type ? [type.element] : type.kind === "tuple" ? type.items : type.kind === "object" ? [...type.attributes.values()] : []));
  const element = elements.length === 0 ? anyType : unify(elements, unsafe);
  // A list of anything is not made of elements of which some are known to differ; a map is.
  const isMixed = wrap === listOf && element?.kind === "any" && elements.some((type) => type.kind !== "any");
  return element === undefined || isMixed ? undefined : wrap(element);
}

function unifyObjects(types: readonly Extract<Type, { kind: "object" }>[], hasAny: boolean, unsafe: boolean): Type | undefined {
  const first = types[0]!;
  const same = types.every((type) => type.attributes.size === first.attributes.size && [...type.attributes.keys()].every((key) => first.attributes.has(key)));
  if (!same) return hasAny ? anyType : unifyTo(types, mapOf, unsafe);
  if (hasAny) return anyType;
  const attributes = new Map<string, Type>();
  for (const key of first.attributes.keys()) {
    const unified = unify(types.map((type) => type.attributes.get(key)!), unsafe);
    if (unified === undefined) return undefined;
    attributes.set(key, unified);
  }
  return { kind: "object", attributes };
}

function unifyTuples(types: readonly Extract<Type, { kind: "tuple" }>[], hasAny: boolean, unsafe: boolean): Type | undefined {
  const first = types[0]!;
  if (!types.every((type) => type.items.length === first.items.length)) return hasAny ? anyType : unifyTo(types, listOf, unsafe);
  if (hasAny) return anyType;
  const items: Type[] = [];
  for (let index = 0; index < first.items.length; index++) {
    const unified = unify(types.map((type) => type.items[index]!), unsafe);
    if (unified === undefined) return undefined;
    items.push(unified);
  }
  return { kind: "tuple", items };
}
