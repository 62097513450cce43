import { isOverrideKey, type OverrideKey } from "../data/bake-overrides.ts";
import { ConversionError } from "./convert.ts";
import { decodeEntries } from "./entries.ts";
import type { EntryKind } from "./entries.ts";
import type { BakeInput } from "./bake-evaluation.ts";
import type { MergedAttribute, MergedTarget } from "./merged-target.ts";
import type { Override } from "./overrides.ts";
import type { Entry, ResolveError, Sourced } from "./resolved-bake.ts";
import { isKnown } from "./resolved-bake.ts";
import { stringValue, tupleValue } from "./value.ts";
import type { Value } from "./value.ts";

interface Change {
  readonly target: MergedTarget;
  readonly attributes: Map<string, MergedAttribute>;
  readonly input: BakeInput;
}

type Apply = (change: Change, override: Override) => string | undefined;

function sourced<T>({ target }: Change, value: T): Sourced<T> {
  return { value, uri: target.uri, span: target.nameSpan, ownerTarget: target.name };
}

const setText = (name: string): Apply => (change, { values }) => {
  change.attributes.set(name, { scalar: sourced(change, values.at(-1) ?? ""), uncertain: false });
  return undefined;
};

const setBool = (name: string): Apply => (change, { values }) => {
  const value = parseBool(values.at(-1) ?? "");
  if (value === undefined) return `invalid value ${values.at(-1) ?? ""} for boolean key ${name}`;
  change.attributes.set(name, { scalar: sourced(change, value), uncertain: false });
  return undefined;
};

function parseBool(text: string): boolean | undefined {
  if (["1", "t", "T", "TRUE", "true", "True"].includes(text)) return true;
  return ["0", "f", "F", "FALSE", "false", "False"].includes(text) ? false : undefined;
}

const setList = (name: string, alwaysAppends = false): Apply => (change, { values, append }) => {
  const before = change.attributes.get(name);
  const kept = append || alwaysAppends ? before?.list ?? [] : [];
  change.attributes.set(name, { list: [...kept, ...values.map((value) => sourced(change, value))], uncertain: kept.length > 0 && (before?.uncertain ?? false) });
  return undefined;
};

const setEntries = (name: string, kind: EntryKind, alwaysAppends = false): Apply => (change, { values, append }) => {
  const decoded = decodeEntries(kind, tupleValue(values.map(stringValue)));
  if (decoded instanceof ConversionError) return decoded.message;
  const before = change.attributes.get(name);
  const kept = append || alwaysAppends ? before?.entries ?? [] : [];
  const added = "items" in decoded ? decoded.items.flatMap((item): Sourced<Entry>[] => ("entries" in item ? [sourced(change, toEntry(item.entries))] : [])) : [];
  change.attributes.set(name, { entries: [...kept, ...added], uncertain: kept.length > 0 && (before?.uncertain ?? false) });
  return undefined;
};

function toEntry(fields: ReadonlyMap<string, Value>): Entry {
  const entry = new Map<string, string | readonly string[]>();
  for (const [key, field] of fields) {
    if (field.kind === "string") entry.set(key, field.text);
    else if ("items" in field) entry.set(key, field.items.map((item) => (item.kind === "string" ? item.text : "")));
  }
  return entry;
}

const setKey = (name: string): Apply => (change, { sub, values, hasValue }) => {
  const value = hasValue ? values.at(-1)! : change.input.environment.get(sub ?? "")?.value;
  if (value === undefined) return undefined;
  const before = change.attributes.get(name);
  change.attributes.set(name, { map: new Map(before?.map ?? []).set(sub ?? "", sourced(change, value)), uncertain: before?.uncertain ?? false });
  return undefined;
};

const isType = (entry: Sourced<Entry>, type: string): boolean => isKnown(entry.value) && entry.value.get("type") === type;

/** `push=true` pushes images; without any, an image is added. `push=false` leaves out what would be pushed. */
const push: Apply = (change, { values }) => {
  const wanted = parseBool(values.at(-1) ?? "");
  if (wanted === undefined) return `invalid value ${values.at(-1) ?? ""} for boolean key push`;
  const before = change.attributes.get("output")?.entries ?? [];
  const images = before.map((entry) => (isType(entry, "image") && isKnown(entry.value) ? { ...entry, value: new Map(entry.value).set("push", String(wanted)) } : entry));
  let entries: Sourced<Entry>[] = wanted ? images : images.filter((entry) => !isType(entry, "registry"));
  if (wanted && entries.every((entry) => isType(entry, "docker"))) entries = [...entries, sourced<Entry>(change, new Map([["push", "true"], ["type", "image"]]))];
  change.attributes.set("output", { entries, uncertain: change.attributes.get("output")?.uncertain ?? false });
  return undefined;
};

/** `load=true` adds an output to the local images unless there is one, or files go elsewhere. */
const load: Apply = (change, { values }) => {
  const wanted = parseBool(values.at(-1) ?? "");
  if (wanted === undefined) return `invalid value ${values.at(-1) ?? ""} for boolean key load`;
  const before = change.attributes.get("output");
  const entries = before?.entries ?? [];
  const present = entries.some((entry) => (isType(entry, "docker") && isKnown(entry.value) ? (entry.value.get("dest") ?? "") === "" : !["docker", "image", "registry", "oci"].some((type) => isType(entry, type))));
  if (!wanted || present) return undefined;
  change.attributes.set("output", { entries: [...entries, sourced<Entry>(change, new Map([["type", "docker"]]))], uncertain: before?.uncertain ?? false });
  return undefined;
};

const clearList = (name: string): Apply => (change) => {
  change.attributes.set(name, { list: [], uncertain: false });
  return undefined;
};

const setters: Readonly<Record<OverrideKey, Apply>> = {
  args: setKey("args"), contexts: setKey("contexts"), labels: setKey("labels"), "extra-hosts": setKey("extra-hosts"),
  context: setText("context"), dockerfile: setText("dockerfile"), target: setText("target"), call: setText("call"), "shm-size": setText("shm-size"),
  tags: setList("tags"), platform: setList("platforms"), annotations: setList("annotations", true), entitlements: setList("entitlements", true),
  "cache-from": setEntries("cache-from", "cache"), "cache-to": setEntries("cache-to", "cache"), output: setEntries("output", "output"),
  secrets: setEntries("secret", "secret"), ssh: setEntries("ssh", "ssh"), attest: setEntries("attest", "attest", true),
  "no-cache": setBool("no-cache"), pull: setBool("pull"), push, load,
  // buildx accepts these keys but loses their values.
  network: (change) => {
    change.attributes.set("network", { scalar: sourced(change, ""), uncertain: false });
    return undefined;
  },
  "no-cache-filter": clearList("no-cache-filter"),
  ulimits: clearList("ulimits"),
};

/** The target with its `--set` values on top. */
export function applyOverrides(target: MergedTarget, overrides: readonly Override[] | undefined, input: BakeInput, errors: ResolveError[]): MergedTarget {
  if (overrides === undefined) return target;
  const change: Change = { target, attributes: new Map(target.attributes), input };
  for (const override of overrides) {
    const apply = isOverrideKey(override.key) ? setters[override.key] : undefined;
    const message = apply === undefined ? `unknown key: ${override.key}` : apply(change, override);
    if (message !== undefined && !errors.some((error) => error.message === message)) errors.push({ code: "invalid-override", message, name: override.key });
  }
  return { ...target, attributes: change.attributes };
}
