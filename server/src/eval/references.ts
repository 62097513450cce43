import { AttachedMap } from "../base/attached-map.ts";
import type { Expression, TemplatePart } from "../syntax/hcl/tree.ts";
import type { Span } from "../base/span.ts";

/** A name that an expression reads from outside itself, with the first two steps after it. */
export interface Reference {
  readonly name: string;
  readonly span: Span;
  /** `.attr` gives its name; `[…]` gives `undefined` with `kind: "index"`. */
  readonly first: { readonly kind: "attribute"; readonly name: string; readonly span: Span } | { readonly kind: "index"; readonly span: Span } | undefined;
  readonly second: { readonly name: string; readonly span: Span } | undefined;
}

export interface CallReference {
  readonly name: string;
  readonly span: Span;
}

export interface References {
  readonly variables: readonly Reference[];
  readonly calls: readonly CallReference[];
}

const known = new AttachedMap<Expression, References>();

/** All names and functions that an expression mentions, in its order, without the names that a `for` in it declares. */
export function referencesOf(expression: Expression): References {
  const cached = known.get(expression);
  if (cached !== undefined) return cached;
  const collector: Collector = { variables: [], calls: [], hidden: [] };
  collect(expression, collector);
  const result: References = { variables: collector.variables, calls: collector.calls };
  known.set(expression, result);
  return result;
}

interface Collector {
  readonly variables: Reference[];
  readonly calls: CallReference[];
  readonly hidden: (string | undefined)[];
}

function collect(expression: Expression, into: Collector): void {
  switch (expression.kind) {
    case "variable": return addReference(expression.name, expression.span, [], into);
    case "get":
    case "index": return collectChain(expression, into);
    case "splat": collect(expression.of, into); return collect(expression.each, into);
    case "call":
      into.calls.push({ name: expression.name, span: expression.nameSpan });
      for (const arg of expression.args) collect(arg, into);
      return;
    case "unary": return collect(expression.operand, into);
    case "binary": return collectBinary(expression, into);
    case "conditional":
      collect(expression.condition, into);
      collect(expression.whenTrue, into);
      return collect(expression.whenFalse, into);
    case "parentheses": return collect(expression.inner, into);
    case "tuple":
      for (const item of expression.items) collect(item, into);
      return;
    case "object":
      for (const item of expression.items) {
        if (item.key.kind !== "variable") collect(item.key, into);
        collect(item.value, into);
      }
      return;
    case "for":
      collect(expression.collection, into);
      return hiding([expression.keyName, expression.valueName], into, () => {
        if (expression.key !== undefined) collect(expression.key, into);
        collect(expression.value, into);
        if (expression.condition !== undefined) collect(expression.condition, into);
      });
    case "template": return collectParts(expression.parts, into);
    default:
  }
}

function collectBinary(expression: Extract<Expression, { kind: "binary" }>, into: Collector): void {
  const right: Expression[] = [];
  let left: Expression = expression;
  while (left.kind === "binary") {
    right.push(left.right);
    left = left.left;
  }
  collect(left, into);
  for (let index = right.length - 1; index >= 0; index--) collect(right[index]!, into);
}

function hiding(names: readonly (string | undefined)[], into: Collector, visit: () => void): void {
  into.hidden.push(...names);
  visit();
  into.hidden.length -= names.length;
}

function addReference(name: string, span: Span, steps: readonly Expression[], into: Collector): void {
  if (into.hidden.includes(name)) return;
  const [first, second] = steps;
  into.variables.push({
    name, span,
    first: first === undefined ? undefined : first.kind === "get" ? { kind: "attribute", name: first.name, span: first.nameSpan } : { kind: "index", span: first.span },
    second: second?.kind === "get" ? { name: second.name, span: second.nameSpan } : undefined,
  });
}

/** Steps with literal keys belong to the reference; a computed key ends it. */
function collectChain(expression: Expression, into: Collector): void {
  const steps: Expression[] = [];
  const keys: Expression[] = [];
  let at = expression;
  while (at.kind === "get" || at.kind === "index") {
    if (at.kind === "index" && !isLiteral(at.key)) {
      keys.push(at.key);
      steps.length = 0;
    } else {
      steps.push(at);
    }
    at = at.of;
  }
  if (at.kind === "variable") addReference(at.name, at.span, steps.reverse(), into);
  else collect(at, into);
  for (const key of keys.reverse()) collect(key, into);
}

function isLiteral(key: Expression): boolean {
  return key.kind === "number" || key.kind === "keyword" || (key.kind === "template" && key.parts.every((part) => part.kind === "text"));
}

function collectParts(parts: readonly TemplatePart[], into: Collector): void {
  for (const part of parts) {
    if (part.kind === "interpolation") {
      collect(part.expression, into);
    } else if (part.kind === "template-if") {
      collect(part.condition, into);
      collectParts(part.whenTrue, into);
      collectParts(part.whenFalse, into);
    } else if (part.kind === "template-for") {
      collect(part.collection, into);
      hiding([part.keyName, part.valueName], into, () => collectParts(part.parts, into));
    }
  }
}
