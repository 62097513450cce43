import type { Span } from "../base/span.ts";
import type { Splat, SplatItem } from "../syntax/hcl/tree.ts";
import { isInteger, toSafeInteger } from "./number.ts";
import type { Value } from "./value.ts";
import { anyType, listValue, numberType, stringType, tupleValue, typeName, typeOf, unknownValue } from "./value.ts";
import { ConversionError, convert, unify } from "./convert.ts";
import { evaluate, fail } from "./expression.ts";
import { spend } from "./scope.ts";
import type { EvalContext, Scope } from "./scope.ts";

export function getAttribute(of: Value, name: string, span: Span, context: EvalContext): Value {
  switch (of.kind) {
    case "unknown": return of;
    case "null":
      return fail(context, "attribute-of-null", span, "Attempt to get attribute from null value", "This value is null, so it does not have any attributes.");
    case "object":
      return of.entries.get(name)
        ?? fail(context, "unknown-attribute", span, "Unsupported attribute", `This object does not have an attribute named ${JSON.stringify(name)}.`, name);
    case "map":
      return of.entries.get(name)
        ?? fail(context, "unknown-attribute", span, "Missing map element", `This map does not have an element with the key ${JSON.stringify(name)}.`, name);
    case "list":
    case "set":
      if (of.element.kind === "object") {
        return fail(context, "attribute-of-list", span, "Unsupported attribute",
          `Can't access attributes on a ${of.kind} of objects. Did you mean to access an attribute for a specific element of the ${of.kind}, or across all elements of the ${of.kind}?`);
      }
      return fail(context, "attribute-of-scalar", span, "Unsupported attribute", "This value does not have any attributes.");
    case "tuple":
      return fail(context, "attribute-of-scalar", span, "Unsupported attribute", "This value does not have any attributes.");
    default:
      return fail(context, "attribute-of-scalar", span, "Unsupported attribute", `Can't access attributes on a primitive-typed value (${typeName(typeOf(of))}).`);
  }
}

const noElement = "The given key does not identify an element in this collection value";

export function getIndex(of: Value, key: Value, span: Span, context: EvalContext): Value {
  if (of.kind === "null") return fail(context, "index-of-null", span, "Attempt to index null value", "This value is null, so it does not have any indices.");
  if (key.kind === "null") return fail(context, "invalid-index", span, "Invalid index", "Can't use a null value as an indexing key.");
  if (of.kind === "unknown") return of;
  if (key.kind === "unknown") return key;
  if (of.kind === "list" || of.kind === "tuple") return getItem(of.items, key, span, context);
  if (of.kind === "map" || of.kind === "object") {
    const text = convert(key, stringType);
    if (text instanceof ConversionError || text.kind !== "string") return fail(context, "invalid-index", span, "Invalid index", `${noElement}: ${text instanceof ConversionError ? text.message : "string required"}.`);
    return of.entries.get(text.text) ?? fail(context, "invalid-index", span, "Invalid index", `${noElement}.`, text.text);
  }
  return fail(context, "invalid-index", span, "Invalid index",
    of.kind === "set" ? "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set."
      : "This value does not have any indices.");
}

function getItem(items: readonly Value[], key: Value, span: Span, context: EvalContext): Value {
  const number = convert(key, numberType);
  if (number instanceof ConversionError || number.kind !== "number") return fail(context, "invalid-index", span, "Invalid index", `${noElement}: ${number instanceof ConversionError ? number.message : "a number is required"}.`);
  const index = toSafeInteger(number.number);
  const item = index === undefined ? undefined : items[index];
  if (item !== undefined) return item;
  const why = !isInteger(number.number) ? "indexing a sequence requires a whole number, but the given index has a fractional part"
    : number.number.negative ? "a negative number is not a valid index for a sequence"
      : items.length === 0 ? "the collection has no elements" : "the given index is greater than or equal to the length of the collection";
  return fail(context, "invalid-index", span, "Invalid index", `${noElement}: ${why}.`);
}

/** The element that each splat works on, innermost last: a splat's own expression can meet itself again in a function. */
export const splatItems = new WeakMap<SplatItem, Value[]>();

export function evaluateSplat(expression: Splat, scope: Scope, context: EvalContext): Value {
  const before = context.faults.length;
  const of = evaluate(expression.of, scope, context);
  if (of.kind === "unknown") return of;
  if (context.faults.length > before) return unknownValue("a sequence that is in error");
  if (of.kind === "null") {
    if (of.type.kind === "list" || of.type.kind === "set" || of.type.kind === "tuple") {
      return fail(context, "splat-of-null", expression.of.span, "Splat of null value", "Splat expressions (with the * symbol) cannot be applied to null sequences.");
    }
    return tupleValue([]);
  }
  const items = of.kind === "list" || of.kind === "set" || of.kind === "tuple" ? of.items : [of];
  const results: Value[] = [];
  const stack = splatItems.get(expression.item) ?? [];
  splatItems.set(expression.item, stack);
  for (const item of items) {
    stack.push(item);
    try {
      spend(context.budget);
      results.push(evaluate(expression.each, scope, context));
    } finally {
      stack.pop();
    }
  }
  if (of.kind !== "list" && of.kind !== "set") return tupleValue(results);
  const element = unify(results.map(typeOf)) ?? anyType;
  return results.some((result) => result.kind === "unknown") ? unknownValue("an element that is not known") : listValue(element, results);
}
