import type { Node } from "jsonc-parser";
import type { Expression, ObjectItem, Template } from "../hcl/tree.ts";
import { keyTextOf } from "../hcl/parse-collections.ts";
import { parseExpression } from "../hcl/parse-expression.ts";
import { createState, scan } from "../hcl/parser-state.ts";
import { parseDecoded } from "../hcl/parse-template.ts";
import type { FaultSinks } from "./body.ts";

/** A JSON value as an expression; strings are templates, also as keys. */
export function readExpression(text: string, node: Node, sinks: FaultSinks): Expression {
  const span = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case "string": return readString(text, node, sinks);
    case "number": return { kind: "number", text: text.slice(span.start, span.end), span };
    case "boolean": return { kind: "keyword", value: node.value === true, span };
    case "null": return { kind: "keyword", value: null, span };
    case "array": {
      const items = (node.children ?? []).map((child) => readExpression(text, child, sinks));
      return { kind: "tuple", items, openBracket: { start: span.start, end: span.start + 1 }, closeBracket: lastCharacter(text, node, "]"), span };
    }
    case "object": {
      const items = (node.children ?? []).flatMap((property): ObjectItem[] => {
        const [key, value] = property.children ?? [];
        if (key === undefined) return [];
        const keyExpression = readString(text, key, sinks);
        const end = property.offset + property.length;
        const valueExpression: Expression = value === undefined ? { kind: "missing", span: { start: end, end } } : readExpression(text, value, sinks);
        return [{ key: keyExpression, keyText: keyTextOf(keyExpression), value: valueExpression, span: { start: property.offset, end } }];
      });
      return { kind: "object", items, openBrace: { start: span.start, end: span.start + 1 }, closeBrace: lastCharacter(text, node, "}"), span };
    }
    default: return { kind: "missing", span };
  }
}

function lastCharacter(text: string, node: Node, wanted: string): { start: number; end: number } | undefined {
  const end = node.offset + node.length;
  return text[end - 1] === wanted && node.length > 1 ? { start: end - 1, end } : undefined;
}

/** A variable's `type`, whose text is an HCL expression. */
export function readTypeExpression(text: string, node: Node, sinks: FaultSinks): Expression {
  if (node.type !== "string") return readExpression(text, node, sinks);
  const { decoded, origin } = decode(text, node);
  const state = createState(decoded, false, origin);
  state.newlinesIgnored = 1;
  scan(state);
  const expression = parseExpression(state);
  sinks.faults.push(...state.faults);
  sinks.strictFaults.push(...state.faults);
  return expression;
}

function readString(text: string, node: Node, sinks: FaultSinks): Template {
  const { decoded, origin, contentEnd } = decode(text, node);
  const span = { start: node.offset, end: node.offset + node.length };
  const contentSpan = { start: span.start + 1, end: contentEnd };
  const base = { kind: "template", form: "json", contentSpan, heredoc: undefined, span } as const;
  if (!decoded.includes("${") && !decoded.includes("%{")) return { ...base, parts: decoded === "" ? [] : [{ kind: "text", value: decoded, span: contentSpan }] };
  const state = createState(decoded, false, origin);
  const parts = parseDecoded(state);
  sinks.faults.push(...state.faults);
  sinks.strictFaults.push(...state.faults);
  return { ...base, parts };
}

/** The string's value, and where in the file each of its characters stands. */
function decode(text: string, node: Node): { decoded: string; origin: (offset: number) => number; contentEnd: number } {
  const start = node.offset + 1;
  const end = node.offset + node.length;
  const contentEnd = end > start && text[end - 1] === "\"" ? end - 1 : end;
  const decoded = String(node.value);
  if (contentEnd - start === decoded.length) return { decoded, origin: (offset) => start + offset, contentEnd };
  const places: number[] = [];
  for (let at = start; at < contentEnd;) {
    places.push(at);
    at += text[at] === "\\" ? (text[at + 1] === "u" ? 6 : 2) : 1;
  }
  return { decoded, origin: (offset) => places[offset] ?? contentEnd, contentEnd };
}
