import { goJsonString } from "./functions/json-value.ts";
import type { Entry, ResolvedBake, ResolvedTarget, Sourced, SourcedMap } from "./resolved-bake.ts";
import { isKnown } from "./resolved-bake.ts";
import { compareText } from "./value.ts";

type Json = string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The text of `docker buildx bake --print`, byte for byte, with the final line break. Unknown values print as `<unknown>`. */
export function printBake(resolved: ResolvedBake): string {
  const group: Record<string, Json> = {};
  for (const [name, { description, targets, isNull }] of sorted(resolved.groups)) {
    group[`\u0000${name}`] = { ...(description === undefined ? {} : { description }), targets: isNull ? null : targets };
  }
  const target: Record<string, Json> = {};
  for (const [name, value] of sorted(resolved.targets)) target[`\u0000${name}`] = printTarget(value);
  const whole: Record<string, Json> = {};
  if (resolved.groups.size > 0) whole["group"] = group;
  whole["target"] = target;
  return `${write(whole, "")}\n`;
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort((a, b) => compareText(a[0], b[0]));
}

/** `${` and `%{` are doubled where the printed text could be read as HCL again. */
function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, (char) => char + char);
}

function printTarget(target: ResolvedTarget): Json {
  const fields: [string, Json | undefined][] = [
    ["description", target.description?.value === "" ? undefined : scalar(target.description)],
    ["annotations", list(target.annotations, escapeTemplate)],
    ["attest", entries(target.attest, printAttestation)],
    ["context", scalar(target.context)],
    ["contexts", map(target.contexts)],
    ["dockerfile", scalar(target.dockerfile)],
    ["dockerfile-inline", scalar(target.dockerfileInline, escapeTemplate)],
    ["args", map(target.args, escapeTemplate)],
    ["labels", map(target.labels, escapeTemplate)],
    ["tags", list(target.tags)],
    ["cache-from", entries(target.cacheFrom, printMap)],
    ["cache-to", entries(target.cacheTo, printMap)],
    ["target", scalar(target.target)],
    ["secret", entries(target.secret, (entry) => pick(entry, ["id", "src", "env"]))],
    ["ssh", entries(target.ssh, (entry) => pick(entry, ["id", "paths"]))],
    ["platforms", list(target.platforms)],
    ["output", entries(target.output, printMap)],
    ["pull", scalar(target.pull)],
    ["no-cache", scalar(target.noCache)],
    ["network", scalar(target.network)],
    ["no-cache-filter", list(target.noCacheFilter)],
    ["shm-size", scalar(target.shmSize)],
    ["ulimits", list(target.ulimits)],
    ["call", scalar(target.call)],
    ["entitlements", list(target.entitlements)],
    ["extra-hosts", map(target.extraHosts, escapeTemplate)],
  ];
  return Object.fromEntries(fields.filter((field): field is [string, Json] => field[1] !== undefined));
}

const unknownText = "<unknown>";
type Escape = (text: string) => string;
const asIs: Escape = (text) => text;

function text(value: Sourced<string>, escape: Escape): string {
  return isKnown(value.value) ? escape(value.value) : unknownText;
}

function scalar(value: Sourced<string> | Sourced<boolean> | undefined, escape: Escape = asIs): Json | undefined {
  if (value === undefined) return undefined;
  if (!isKnown<string | boolean>(value.value)) return unknownText;
  return typeof value.value === "string" ? escape(value.value) : value.value;
}

function list(items: readonly Sourced<string>[], escape: Escape = asIs): Json | undefined {
  return items.length === 0 ? undefined : items.map((item) => text(item, escape));
}

function map(values: SourcedMap, escape: Escape = asIs): Json | undefined {
  if (values.size === 0) return undefined;
  return Object.fromEntries(sorted(values).map(([key, value]) => [`\u0000${key}`, text(value, escape)]));
}

function entries(items: readonly Sourced<Entry>[], print: (entry: Entry) => Json): Json | undefined {
  return items.length === 0 ? undefined : items.map((item) => (isKnown(item.value) ? print(item.value) : unknownText));
}

function printMap(entry: Entry): Json {
  const shown = [...entry].filter(([key, value]) => !(key === "dest" && value === ""));
  return Object.fromEntries(sorted(new Map(shown)).map(([key, value]) => [`\u0000${key}`, value]));
}

/** `disabled` is a bool there, and not shown when false. */
function printAttestation(entry: Entry): Json {
  const { "\u0000disabled": disabled, ...rest } = printMap(entry) as Record<string, Json>;
  if (typeof disabled !== "string" || !/^(?:1|t|T|TRUE|true|True)$/.test(disabled)) return rest;
  return Object.fromEntries(Object.entries({ ...rest, "\u0000disabled": true }).sort((a, b) => compareText(a[0], b[0])));
}

function pick(entry: Entry, keys: readonly string[]): Json {
  const shown: Record<string, Json> = {};
  for (const key of keys) {
    const value = entry.get(key);
    if (value !== undefined && value.length > 0) shown[key] = value;
  }
  return shown;
}

/** Keys may carry a leading NUL, which keeps digits from being sorted to the front; it is not written. */
function write(value: Json, indent: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return goJsonString(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : `[\n${value.map((item: Json) => inner + write(item, inner)).join(",\n")}\n${indent}]`;
  }
  const pairs = Object.entries(value as Record<string, Json>);
  if (pairs.length === 0) return "{}";
  return `{\n${pairs.map(([key, item]) => `${inner}${goJsonString(key.startsWith("\u0000") ? key.slice(1) : key)}: ${write(item, inner)}`).join(",\n")}\n${indent}}`;
}
