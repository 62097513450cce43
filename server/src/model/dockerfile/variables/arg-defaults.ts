import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** An ARG with a default that is written out. */
export interface ArgDefault {
  readonly name: string;
  /** Without quotes. */
  readonly value: string;
  /** The value within its quotes. */
  readonly valueSpan: Span;
}

/** The first default of each ARG; those that are empty or made of variables are left out. */
export const argDefaults = memoize((dockerfile: Dockerfile): readonly ArgDefault[] => {
  const found = new Map<string, ArgDefault>();
  for (const { pairs } of dockerfile.all("ARG")) {
    for (const { key, value } of pairs) {
      const text = value?.text.replace(/^(["'])(.*)\1$/s, "$2");
      if (!value || !text || /[$\\]/.test(text) || found.has(key.text)) continue;
      const quote = text === value.text ? 0 : 1;
      found.set(key.text, { name: key.text, value: text, valueSpan: { start: value.span.start + quote, end: value.span.end - quote } });
    }
  }
  return [...found.values()];
});
