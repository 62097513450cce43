import type { Node } from "jsonc-parser";
import type { Span } from "../../base/span.ts";
import type { Attribute, Block, HclFault, Label } from "../hcl/tree.ts";
import { readExpression, readTypeExpression } from "./expression.ts";
import { addFault } from "./parse.ts";

/** Where faults go: those for editors, and those that buildx reports too. */
export interface FaultSinks {
  readonly faults: HclFault[];
  readonly strictFaults: HclFault[];
  readonly fileName: string;
}

type Item = Attribute | Block;
const topBlocks = new Set(["target", "group", "variable", "function"]);

export function readFileBody(text: string, root: Node, faults: HclFault[], strictFaults: HclFault[], fileName: string): Item[] {
  const sinks: FaultSinks = { faults, strictFaults, fileName };
  const items: Item[] = [];
  for (const body of bodiesOf(root, sinks, "A JSON object is required, representing the file's content.")) {
    for (const property of propertiesOf(body)) {
      if (topBlocks.has(property.name)) items.push(...readBlocks(text, property, sinks));
      else if (property.name !== "//") items.push(readAttribute(text, property, sinks, false));
    }
  }
  checkRepeats(text, items, sinks);
  return items;
}

interface Property {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | undefined;
  readonly span: Span;
}

function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

function propertiesOf(node: Node): Property[] {
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap((child): Property[] => {
    const [key, value] = child.children ?? [];
    return key === undefined ? [] : [{ name: String(key.value), key, value, span: spanOf(child) }];
  });
}

/** A body is an object, or an array of objects that count as repeated bodies; null is none. */
function bodiesOf(node: Node, sinks: FaultSinks, detail: string): Node[] {
  if (node.type === "object") return [node];
  if (node.type === "null") return [];
  if (node.type === "array") return (node.children ?? []).flatMap((child) => bodiesOf(child, sinks, detail));
  const fault = { start: node.offset, end: node.offset + 1 };
  for (const list of [sinks.faults, sinks.strictFaults]) addFault(list, "wrong-json-type", fault, "Incorrect JSON value type", detail);
  return [];
}

function readBlocks(text: string, type: Property, sinks: FaultSinks): Block[] {
  if (type.value === undefined) return [];
  const blocks: Block[] = [];
  for (const holder of bodiesOf(type.value, sinks, `Either a JSON object or a JSON array is required, representing the contents of one or more "${type.name}" blocks.`)) {
    for (const labelled of propertiesOf(holder)) {
      if (labelled.value === undefined) continue;
      const label: Label = { name: labelled.name, quoted: true, span: spanOf(labelled.key) };
      const detail = `Either a JSON object or a JSON array is required, representing the contents of one or more "${type.name}" blocks.`;
      for (const body of bodiesOf(labelled.value, sinks, detail)) blocks.push(readBlock(text, type, [label], body, sinks));
    }
  }
  return blocks;
}

function readBlock(text: string, type: Property, labels: readonly Label[], body: Node, sinks: FaultSinks): Block {
  const items: Item[] = [];
  for (const property of propertiesOf(body)) {
    if (property.name === "//") continue;
    if (type.name === "variable" && property.name === "validation" && property.value !== undefined) {
      for (const inner of bodiesOf(property.value, sinks, "Either a JSON object or a JSON array is required, representing the contents of one or more \"validation\" blocks.")) items.push(readBlock(text, property, [], inner, sinks));
    } else {
      items.push(readAttribute(text, property, sinks, type.name === "variable" && property.name === "type"));
    }
  }
  checkRepeats(text, items, sinks);
  const span = spanOf(body);
  const closed = text[span.end - 1] === "}";
  const start = labels[0]?.span.start ?? type.span.start;
  return {
    kind: "block", type: type.name, typeSpan: innerSpan(text, type.key), labels, openBrace: { start: span.start, end: span.start + 1 },
    closeBrace: closed ? { start: span.end - 1, end: span.end } : undefined,
    body: { kind: "body", items, span: { start: span.start + 1, end: closed ? span.end - 1 : span.end } },
    span: { start: Math.min(start, span.start), end: span.end },
  };
}

/** A string's text without its quotes. */
function innerSpan(text: string, key: Node): Span {
  const { start, end } = spanOf(key);
  return { start: start + 1, end: end - 1 > start && text[end - 1] === "\"" ? end - 1 : end };
}

function readAttribute(text: string, property: Property, sinks: FaultSinks, isType: boolean): Attribute {
  const { key, value } = property;
  const keyEnd = key.offset + key.length;
  const colon = text.indexOf(":", keyEnd);
  const equalsSpan = colon >= 0 && (value === undefined || colon < value.offset) ? { start: colon, end: colon + 1 } : undefined;
  const expression = value === undefined ? { kind: "missing" as const, span: { start: keyEnd, end: keyEnd } }
    : isType ? readTypeExpression(text, value, sinks) : readExpression(text, value, sinks);
  return { kind: "attribute", name: property.name, nameSpan: innerSpan(text, key), equalsSpan, value: expression, span: property.span };
}

function checkRepeats(text: string, items: readonly Item[], sinks: FaultSinks): void {
  const seen = new Map<string, Span>();
  for (const item of items) {
    if (item.kind !== "attribute") continue;
    const first = seen.get(item.name);
    if (first === undefined) {
      seen.set(item.name, item.nameSpan);
      continue;
    }
    const line = text.slice(0, first.start).split("\n").length;
    const detail = `Argument ${JSON.stringify(item.name)} was already set at ${sinks.fileName}:${line}`;
    for (const list of [sinks.faults, sinks.strictFaults]) addFault(list, "attribute-redefined", item.nameSpan, "Duplicate argument", detail, `\`${item.name}\` is set twice; buildx takes only one.`);
  }
}
