import { formatNumber } from "./number.ts";
import type { Value } from "./value.ts";

/** Longer texts are cut, because hovers and lists are glanced at. */
const maximumLength = 200;

/** A value as one would write it in HCL, on one line. */
export function formatValue(value: Value): string {
  const text = write(value);
  return text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text;
}

function write(value: Value): string {
  switch (value.kind) {
    case "string": return JSON.stringify(value.text);
    case "number": return formatNumber(value.number);
    case "bool": return String(value.truth);
    case "null": return "null";
    case "unknown": return `(unknown: ${value.reason})`;
    case "list": case "set": case "tuple": return `[${value.items.map(write).join(", ")}]`;
    case "map": case "object": return `{ ${[...value.entries].map(([key, item]) => `${key} = ${write(item)}`).join(", ")} }`;
  }
}
