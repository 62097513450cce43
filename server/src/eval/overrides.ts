import type { BakeInput } from "./bake-evaluation.ts";
import { matchPattern } from "./path-match.ts";
import type { MergedTarget } from "./merged-target.ts";
import type { ResolveError } from "./resolved-bake.ts";

export { applyOverrides } from "./apply-overrides.ts";

/** What `--set` says, by target. */
export type OverrideTable = ReadonlyMap<string, readonly Override[]>;

/** All `--set` texts of one key for one target, in order. */
export interface Override {
  /** The key, with its second part for `args.NAME` and the like. */
  readonly key: string;
  readonly sub: string | undefined;
  /** Undefined when the text has no `=`. */
  readonly values: readonly string[];
  readonly hasValue: boolean;
  /** The last text of this key used `+=`. */
  readonly append: boolean;
}

const withValueOnly = (key: string): boolean => key !== "args";
const mapKeys = new Set(["args", "contexts", "labels", "extra-hosts"]);

export function readOverrides(input: BakeInput, targets: ReadonlyMap<string, MergedTarget>, errors: ResolveError[]): OverrideTable {
  const table = new Map<string, Map<string, Override>>();
  for (const text of input.overrides ?? []) {
    const message = readOverride(text, targets, table);
    if (message !== undefined) errors.push({ code: "invalid-override", message, name: text });
  }
  return new Map([...table].map(([name, overrides]) => [name, [...overrides.values()]]));
}

function readOverride(text: string, targets: ReadonlyMap<string, MergedTarget>, table: Map<string, Map<string, Override>>): string | undefined {
  const equals = text.indexOf("=");
  const left = equals < 0 ? text : text.slice(0, equals);
  const append = left.endsWith("+");
  const [pattern = "", key, ...more] = (append ? left.slice(0, -1) : left).split(".");
  if (key === undefined) return `invalid override key ${left}, expected target.name`;
  if (equals < 0 && withValueOnly(key)) return `invalid override ${text}, expected target.name=value`;
  if (mapKeys.has(key) && more.length === 0) return `invalid key ${left}, ${key} requires name`;
  const names = [...targets.keys()].filter((name) => name === pattern || matchPattern(pattern, name) === true);
  if (names.length === 0) return `could not find any target matching '${pattern}'`;
  const sub = mapKeys.has(key) ? more.join(".") : undefined;
  const value = equals < 0 ? undefined : text.slice(equals + 1);
  for (const name of names) {
    const overrides = table.get(name) ?? new Map<string, Override>();
    table.set(name, overrides);
    const id = sub === undefined ? key : `${key}.${sub}`;
    const before = sub === undefined ? overrides.get(id)?.values ?? [] : [];
    overrides.set(id, { key, sub, values: value === undefined ? before : [...before, value], hasValue: value !== undefined, append });
  }
  return undefined;
}
