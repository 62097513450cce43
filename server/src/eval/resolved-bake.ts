import type { Span } from "../base/span.ts";
import type { TextPiece, UnknownValue } from "./value.ts";

/** A value and the place where the user would change it. */
export interface Sourced<T> {
  /** Unknown when it depends on a fault or on something outside. In a list, one Unknown stands for any number of elements. */
  readonly value: T | UnknownValue;
  readonly uri: string;
  readonly span: Span;
  /** The target whose block holds the value: an ancestor's name for inherited values. */
  readonly ownerTarget: string;
  /** Of an entry of a map, where its key is written. */
  readonly keySpan?: Span;
  /** Of a text of several lines, what it is put together from, in order. */
  readonly pieces?: readonly TextPiece[];
}

/** A composite entry such as those of `cache-to`; keys in order of name. */
export type Entry = ReadonlyMap<string, string | readonly string[]>;
export type SourcedMap = ReadonlyMap<string, Sourced<string>>;

/** A target as `--print` shows it, and where everything in it comes from. */
export interface ResolvedTarget {
  readonly name: string;
  /** Where the target is defined: its last block. */
  readonly uri: string;
  readonly nameSpan: Span;
  /** Parents in order, as written in the target's own blocks. */
  readonly inherits: readonly Sourced<string>[];
  readonly description?: Sourced<string>;
  readonly annotations: readonly Sourced<string>[];
  readonly attest: readonly Sourced<Entry>[];
  readonly context: Sourced<string>;
  readonly contexts: SourcedMap;
  readonly dockerfile: Sourced<string>;
  readonly dockerfileInline?: Sourced<string>;
  readonly args: SourcedMap;
  readonly labels: SourcedMap;
  readonly tags: readonly Sourced<string>[];
  readonly cacheFrom: readonly Sourced<Entry>[];
  readonly cacheTo: readonly Sourced<Entry>[];
  readonly target?: Sourced<string>;
  readonly secret: readonly Sourced<Entry>[];
  readonly ssh: readonly Sourced<Entry>[];
  readonly platforms: readonly Sourced<string>[];
  readonly output: readonly Sourced<Entry>[];
  readonly pull?: Sourced<boolean>;
  readonly noCache?: Sourced<boolean>;
  readonly network?: Sourced<string>;
  readonly noCacheFilter: readonly Sourced<string>[];
  readonly shmSize?: Sourced<string>;
  readonly ulimits: readonly Sourced<string>[];
  readonly call?: Sourced<string>;
  readonly entitlements: readonly Sourced<string>[];
  readonly extraHosts: SourcedMap;
  /** Attributes (camelCase) that may hold other or more than what is shown, because something in them is unknown. */
  readonly uncertain: ReadonlySet<string>;
  /** Attributes (camelCase) that are written in some block or override; `context` and `dockerfile` have defaults too. */
  readonly explicit: ReadonlySet<string>;
}

export interface ResolvedGroup {
  readonly name: string;
  readonly description: string | undefined;
  readonly targets: readonly string[];
  /** `targets = null` in the file, or no target at all. */
  readonly isNull: boolean;
}

/** Why buildx would refuse to build what was asked for, though every file evaluates. */
export interface ResolveError {
  readonly code: "unknown-target" | "no-match" | "invalid-override" | "context-loop" | "invalid-value" | "missing-file" | "no-agent";
  /** buildx's words. */
  readonly message: string;
  /** The name that is not found, or the value that is wrong. */
  readonly name?: string;
  readonly uri?: string;
  readonly span?: Span;
  readonly target?: string;
}

export interface ResolvedBake {
  readonly targets: ReadonlyMap<string, ResolvedTarget>;
  readonly groups: ReadonlyMap<string, ResolvedGroup>;
  /** In buildx's order; it stops at the first. */
  readonly errors: readonly ResolveError[];
}

export function isKnown<T>(value: T | UnknownValue): value is T {
  return typeof value !== "object" || value === null || (value as UnknownValue).kind !== "unknown";
}

/** The text of a value for messages and comparisons; an unknown one gives "". */
export function textOf(item: Sourced<string>): string {
  return isKnown(item.value) ? item.value : "";
}
