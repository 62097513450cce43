import { splitCsvLine } from "./csv-line.ts";
import { ConversionError, convert } from "./convert.ts";
import type { Value } from "./value.ts";
import { listOf, listValue, mapOf, mapValue, objectValue, stringType, stringValue, typeOf, withOrigin } from "./value.ts";
import { mismatchMessage } from "./convert.ts";

export type EntryKind = "cache" | "output" | "secret" | "ssh" | "attest";

const mapOfStrings = mapOf(stringType);

/**
 * The entries of `cache-to`, `output` and the like as a list of maps of strings, whatever form they are written in.
 * Each keeps the place of the string or object it comes from.
 */
export function decodeEntries(kind: EntryKind, value: Value): Value | ConversionError {
  if (value.kind === "unknown") return value;
  if (value.kind === "null") return new ConversionError("null value is not allowed");
  if (value.kind !== "tuple" && value.kind !== "list") {
    return new ConversionError(mismatchMessage(typeOf(value), listOf(mapOfStrings)));
  }
  const entries: Value[] = [];
  for (const item of value.items) {
    const decoded = decodeEntry(kind, item);
    if (decoded instanceof ConversionError) return decoded;
    for (const entry of decoded) entries.push(withOrigin(entry, item.origin));
  }
  return listValue(mapOfStrings, entries);
}

function decodeEntry(kind: EntryKind, item: Value): readonly Value[] | ConversionError {
  if (item.kind === "unknown") return [item];
  if (item.kind === "string") return item.text === "" ? [] : entriesOfText(kind, item.text);
  if (item.kind === "null") return new ConversionError("null value is not allowed");
  if (kind === "ssh") return sshObject(item);
  const map = convert(item, mapOfStrings);
  if (map instanceof ConversionError) return map;
  if (map.kind !== "map") return [map];
  return entryOfObject(kind, map.entries);
}

type Fields = ReadonlyMap<string, Value>;

function entryOfObject(kind: EntryKind, given: Fields): readonly Value[] | ConversionError {
  const fields = new Map([...given].filter(([, value]) => value.kind !== "null"));
  if (kind === "secret") {
    const kept = [...fields].filter(([key]) => key === "id" || key === "src" || key === "env");
    return [mapValue(stringType, kept)];
  }
  return finish(kind, fields, kind === "attest" ? "attestation type not specified" : undefined);
}

/** Checks what every entry must have and adds what buildx adds. */
function finish(kind: EntryKind, fields: Map<string, Value>, missingType: string | undefined): readonly Value[] | ConversionError {
  const type = textOf(fields.get("type"));
  if (kind === "cache" && type === "") return new ConversionError(missingType ?? "type required form> \"\"");
  if (kind === "attest" && type === "") return new ConversionError("attestation type not specified");
  const disabled = textOf(fields.get("disabled"));
  if (kind === "attest" && fields.has("disabled") && disabled !== "?" && !/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(disabled)) {
    return new ConversionError(`invalid value disabled=${disabled}: strconv.ParseBool: parsing ${JSON.stringify(disabled)}: invalid syntax`);
  }
  if (kind === "output") {
    if (type === "") return new ConversionError("type is required for output");
    fields = new Map(fields);
    if (!fields.has("dest")) fields.set("dest", stringValue(""));
  }
  return [mapValue(stringType, fields)];
}

function textOf(value: Value | undefined): string {
  return value?.kind === "string" ? value.text : value?.kind === "unknown" ? "?" : "";
}

function sshObject(item: Value): readonly Value[] | ConversionError {
  if (!("entries" in item)) return new ConversionError(mismatchMessage(typeOf(item), mapOfStrings));
  const id = item.entries.get("id");
  const paths = item.entries.get("paths");
  const fields: [string, Value][] = [];
  if (id !== undefined && id.kind !== "null") {
    const text = convert(id, stringType);
    if (text instanceof ConversionError) return text;
    fields.push(["id", text]);
  }
  if (paths !== undefined && paths.kind !== "null") {
    const list = convert(paths, listOf(stringType));
    if (list instanceof ConversionError) return list;
    fields.push(["paths", list]);
  }
  return [objectValue(fields)];
}

function entriesOfText(kind: EntryKind, text: string): readonly Value[] | ConversionError {
  if (kind === "ssh") {
    const equals = text.indexOf("=");
    if (equals < 0) return [objectValue([["id", stringValue(text)]])];
    const paths = text.slice(equals + 1).split(",").map(stringValue);
    return [objectValue([["id", stringValue(text.slice(0, equals))], ["paths", listValue(stringType, paths)]])];
  }
  const fields = splitCsvLine(text);
  if (typeof fields === "string") return new ConversionError(fields);
  if (kind === "cache" && fields.every((field) => !field.includes("="))) {
    return fields.map((field) => mapValue(stringType, [["ref", stringValue(field)], ["type", stringValue("registry")]]));
  }
  if (kind === "output" && fields.length === 1 && fields[0] === text && !text.startsWith("type=")) {
    const type = text === "-" ? "tar" : "local";
    return [mapValue(stringType, [["dest", stringValue(text)], ["type", stringValue(type)]])];
  }
  return entryOfFields(kind, fields, text);
}

function entryOfFields(kind: EntryKind, fields: readonly string[], text: string): readonly Value[] | ConversionError {
  const entries = new Map<string, Value>();
  for (const field of fields) {
    const equals = field.indexOf("=");
    if (equals < 0) return new ConversionError(kind === "secret" ? `invalid field '${field}' must be a key=value pair` : `invalid value ${field}`);
    const name = field.slice(0, equals).toLowerCase();
    entries.set(kind === "output" ? name.trim() : name, stringValue(field.slice(equals + 1)));
  }
  if (kind === "secret") return secretOfFields(entries, text);
  return finish(kind, entries, `type required form> ${JSON.stringify(text)}`);
}

function secretOfFields(given: Map<string, Value>, text: string): readonly Value[] | ConversionError {
  const fields = new Map<string, Value>();
  let type = "";
  for (const [key, value] of given) {
    if (key === "type") {
      type = textOf(value);
      if (type !== "file" && type !== "env") return new ConversionError(`unsupported secret type ${JSON.stringify(type)}`);
    } else if (key === "id" || key === "env") {
      fields.set(key, value);
    } else if (key === "src" || key === "source") {
      fields.set("src", value);
    } else {
      return new ConversionError(`unexpected key '${key}' in '${text.split(",").find((field) => field.toLowerCase().startsWith(`${key}=`)) ?? key}'`);
    }
  }
  const source = fields.get("src");
  if (type === "env" && !fields.has("env") && source !== undefined) {
    fields.set("env", source);
    fields.delete("src");
  }
  return [mapValue(stringType, fields)];
}
