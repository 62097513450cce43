import type { EnvironmentValue } from "../base/host.ts";
import { splitCsvLine } from "./csv-line.ts";
import { ConversionError, convert } from "./convert.ts";
import { fromFloat64 } from "./number.ts";
import type { SetState } from "./set-state.ts";
import type { Type, Value } from "./value.ts";
import { boolValue, listValue, mapValue, numberValue, setValue, stringType, stringValue, tupleValue, typeName, typeOf } from "./value.ts";
import { jsonToValue } from "./functions/json-value.ts";
import type { OverrideResult } from "./variables.ts";
import { originOf } from "./variables.ts";

interface Given {
  readonly text: string;
  readonly source: EnvironmentValue["origin"] | "override";
}

/** What `--var` or the environment says instead of the default; undefined when they say nothing. */
export function readOverride(state: SetState, name: string, type: Type | undefined, fallback: Value): OverrideResult | undefined {
  const plain = lookUp(state, name);
  const jsonName = `${name}_JSON`;
  const json = state.variables.has(jsonName) || (plain !== undefined && type === undefined) ? undefined : lookUp(state, jsonName);
  if (type === undefined) {
    const given = plain ?? json;
    return given === undefined ? undefined : wrap(given, untyped(name, given.text, fallback));
  }
  if (json !== undefined) return wrap(json, fromJson(name, json.text, type));
  return plain === undefined ? undefined : wrap(plain, typed(name, plain.text, type));
}

function lookUp(state: SetState, name: string): Given | undefined {
  const override = state.input.variables?.get(name);
  if (override !== undefined) return { text: override, source: "override" };
  const found = state.input.environment.get(name);
  return found === undefined ? undefined : { text: found.value, source: found.origin };
}

function wrap(given: Given, result: Value | string): OverrideResult {
  const origin = originOf(given.source);
  return typeof result === "string" ? { message: result, origin } : { value: result, origin };
}

/** The type of the default decides how the text is read. */
function untyped(name: string, text: string, fallback: Value): Value | string {
  switch (fallback.kind) {
    case "number": return parseNumber(name, text);
    case "bool": return parseBool(name, text);
    case "string":
    case "unknown": return stringValue(text);
    case "null": return stringValue(text);
    default: return `unsupported type ${typeName(typeOf(fallback))} for variable ${name}`;
  }
}

function parseNumber(name: string, text: string): Value | string {
  const invalid = `failed to parse ${name} as number: strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`;
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) return invalid;
  const number = Number(text);
  if (!Number.isFinite(number)) return `failed to parse ${name} as number: strconv.ParseFloat: parsing ${JSON.stringify(text)}: value out of range`;
  return numberValue(fromFloat64(number));
}

function parseBool(name: string, text: string): Value | string {
  if (["1", "t", "T", "TRUE", "true", "True"].includes(text)) return boolValue(true);
  if (["0", "f", "F", "FALSE", "false", "False"].includes(text)) return boolValue(false);
  return `failed to parse ${name} as bool: strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`;
}

function typed(name: string, text: string, type: Type): Value | string {
  switch (type.kind) {
    case "string": return stringValue(text);
    case "number": return parseNumber(name, text);
    case "bool": return parseBool(name, text);
    case "list":
    case "set":
    case "tuple":
    case "map": return fromCsv(name, text, type);
    default: return `unsupported type ${type.kind === "any" ? "dynamic" : type.kind} for variable ${name}`;
  }
}

function fromCsv(name: string, text: string, type: Extract<Type, { kind: "list" | "set" | "tuple" | "map" }>): Value | string {
  const fields = text === "" ? "EOF" : splitCsvLine(text);
  if (typeof fields === "string") return `failed to convert variable ${name} from CSV: failed to parse ${text} as CSV: ${fields}`;
  if (type.kind === "map") return mapFromCsv(name, fields, type);
  if (type.kind === "tuple") {
    const converted = convert(tupleValue(fields.map(stringValue)), type);
    return converted instanceof ConversionError ? `failed to convert variable ${name} from CSV: ${converted.message}` : converted;
  }
  const items = convertItems(fields, type.element);
  if (typeof items === "string") return `failed to convert variable ${name} from CSV: ${items}`;
  return type.kind === "list" ? listValue(type.element, items) : setValue(type.element, items);
}

function convertItems(fields: readonly string[], element: Type): Value[] | string {
  const items: Value[] = [];
  for (const field of fields) {
    const wanted = element.kind === "any" ? stringType : element;
    if ("element" in wanted || wanted.kind === "tuple" || wanted.kind === "object") return `unsupported type ${typeName(wanted)}`;
    const value = wanted.kind === "number" ? parseNumber("", field) : wanted.kind === "bool" ? parseBool("", field) : stringValue(field);
    if (typeof value === "string") return value;
    items.push(value);
  }
  return items;
}

function mapFromCsv(name: string, fields: readonly string[], type: Extract<Type, { kind: "list" | "set" | "map" }>): Value | string {
  const keys: string[] = [];
  const texts: string[] = [];
  for (const field of fields) {
    const colon = field.indexOf(":");
    if (colon < 0) return `failed to convert variable ${name} from CSV: expected key:value pair, got ${JSON.stringify(field)}`;
    keys.push(field.slice(0, colon));
    texts.push(field.slice(colon + 1));
  }
  const items = convertItems(texts, type.element);
  return typeof items === "string" ? `failed to convert variable ${name} from CSV: ${items}` : mapValue(type.element, keys.map((key, index) => [key, items[index]!]));
}

function fromJson(name: string, text: string, type: Type): Value | string {
  const parsed = jsonToValue(text);
  if (typeof parsed === "string") return `failed to convert variable ${name} from JSON: ${parsed}`;
  const converted = convert(parsed, type);
  return converted instanceof ConversionError ? `failed to convert variable ${name} from JSON: ${converted.message}` : converted;
}
