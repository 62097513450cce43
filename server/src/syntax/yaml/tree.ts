import type { Span, Spanned } from "../../base/span.ts";
import type { Fault } from "../fault.ts";

/**
 * YAML as go-yaml reads it into untyped values: anchors, aliases and merge keys are resolved, plain scalars have their
 * types. Every node knows the file and the place that it was written in, so that trees of several files can be merged.
 */
export type YamlNode = YamlMapping | YamlSequence | YamlScalar;

interface NodeFacts extends Spanned {
  readonly uri: string;
  /** `!reset` and `!override` of Compose; other tags have done their work when the node is made. */
  readonly tag?: "!reset" | "!override";
}

export interface YamlMapping extends NodeFacts {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

export interface YamlEntry {
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export interface YamlSequence extends NodeFacts {
  readonly kind: "sequence";
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends NodeFacts {
  readonly kind: "scalar";
  /** A bigint is a whole number, a number a decimal one. Dates stay texts. */
  readonly value: string | number | bigint | boolean | null;
  /** Of a block that keeps its line breaks: its lines without their indentation, each with its line break. */
  readonly lines?: readonly YamlLine[];
  /** Of `KEY=value` made from an entry of a mapping: where the key is written. */
  readonly keySpan?: Span;
  /** Why the value cannot be known here; `value` is then a stand-in. */
  readonly unknown?: string;
}

export interface YamlLine extends Spanned {
  readonly text: string;
  /** Whether the text has been put together from something else than what is written there. */
  readonly isComputed?: boolean;
}

export interface YamlTree {
  readonly uri: string;
  readonly text: string;
  /** The roots of all documents of the stream that hold anything. */
  readonly documents: readonly YamlNode[];
  readonly faults: readonly Fault[];
}
