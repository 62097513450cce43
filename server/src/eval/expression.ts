import type { Conditional, Expression, For, ObjectCons, TupleCons, Variable } from "../syntax/hcl/tree.ts";
import type { Span } from "../base/span.ts";
import { literalPrecision, parseDecimal } from "./number.ts";
import type { Type, Value } from "./value.ts";
import {
  anyType, boolType, boolValue, compareText, identityOf, nullValue, numberValue, objectValue, stringType, stringValue, tupleValue, typeName, typeOf,
  unknownValue,
} from "./value.ts";
import { ConversionError, convert, unify } from "./convert.ts";
import { childScope, findVariable, spend } from "./scope.ts";
import type { EvalContext, Scope } from "./scope.ts";
import { getAttribute, getIndex, evaluateSplat, splatItems } from "./access.ts";
import { evaluateBinary, evaluateUnary } from "./operators.ts";
import { evaluateTemplate } from "./template.ts";
import { evaluateCall } from "./call-expression.ts";
import { suggestName } from "./suggest.ts";

/**
 * The value of an expression. What cannot be computed becomes Unknown, with a fault in `context.faults` that says why
 * unless an earlier one did.
 * @throws EvaluationStopped when the budget is used up.
 */
export function evaluate(expression: Expression, scope: Scope, context: EvalContext): Value {
  spend(context.budget);
  switch (expression.kind) {
    case "template": return evaluateTemplate(expression, scope, context);
    case "variable": return evaluateVariable(expression, scope, context);
    case "number": return evaluateNumber(expression.text, expression.span, context);
    case "keyword": return expression.value === null ? nullValue : boolValue(expression.value);
    case "get": {
      const of = evaluate(expression.of, scope, context);
      return expression.legacyIndex ? getIndex(of, evaluateNumber(expression.name, expression.nameSpan, context), expression.stepSpan, context)
        : getAttribute(of, expression.name, expression.stepSpan, context);
    }
    case "index": {
      const of = evaluate(expression.of, scope, context);
      return getIndex(of, evaluate(expression.key, scope, context), expression.stepSpan, context);
    }
    case "splat": return evaluateSplat(expression, scope, context);
    case "splat-item": return splatItems.get(expression)?.at(-1) ?? unknownValue("no splat element");
    case "call": return evaluateCall(expression, scope, context);
    case "unary": return evaluateUnary(expression, scope, context);
    case "binary": return evaluateBinary(expression, scope, context);
    case "conditional": return evaluateConditional(expression, scope, context);
    case "parentheses": return evaluate(expression.inner, scope, context);
    case "tuple": return evaluateTuple(expression, scope, context);
    case "object": return evaluateObject(expression, scope, context);
    case "for": return evaluateFor(expression, scope, context);
    case "missing": return unknownValue("there is no value in the text");
  }
}

/** Records a fault and gives the Unknown that stands for the failed value. */
export function fail(context: EvalContext, code: string, span: Span, summary: string, detail: string, name?: string, type?: Type): Value {
  context.faults.push({ code, span, summary, detail, ...(name === undefined ? {} : { name }) });
  return unknownValue(`${summary}: ${detail}`, type);
}

function evaluateNumber(text: string, span: Span, context: EvalContext): Value {
  const number = parseDecimal(text, literalPrecision);
  return number === undefined ? fail(context, "invalid-number", span, "Invalid number literal", "Failed to recognize the value of this number literal.") : numberValue(number);
}

function evaluateVariable(expression: Variable, scope: Scope, context: EvalContext): Value {
  const value = findVariable(scope, expression.name);
  if (value !== undefined) return value;
  const names = new Set<string>();
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) for (const name of at.variables.keys()) names.add(name);
  return fail(context, "unknown-variable", expression.span, "Unknown variable", `There is no variable named "${expression.name}".${suggestName(expression.name, names)}`, expression.name);
}

function evaluateTuple(expression: TupleCons, scope: Scope, context: EvalContext): Value {
  const items: Value[] = [];
  for (const item of expression.items) items.push(originated(evaluate(item, scope, context), item.span, undefined, context));
  return tupleValue(items);
}

/** Remembers where an element is written, unless it comes from elsewhere with its own place. */
function originated(value: Value, span: Span, keySpan: Span | undefined, context: EvalContext): Value {
  if (value.origin !== undefined && keySpan === undefined) return value;
  return { ...value, origin: keySpan === undefined ? { uri: context.uri, span } : { uri: context.uri, span, keySpan } };
}

function evaluateObject(expression: ObjectCons, scope: Scope, context: EvalContext): Value {
  const entries: [string, Value][] = [];
  let unknown: string | undefined;
  for (const item of expression.items) {
    const key = item.key.kind === "variable" ? stringValue(item.key.name) : objectKey(item.key, scope, context);
    const value = evaluate(item.value, scope, context);
    if (key.kind === "string") entries.push([key.text, originated(value, item.value.span, item.key.span, context)]);
    else if (key.kind === "unknown") unknown = key.reason;
  }
  return unknown === undefined ? objectValue(entries) : unknownValue(unknown);
}

function objectKey(expression: Expression, scope: Scope, context: EvalContext): Value {
  if (expression.kind === "keyword") return stringValue(String(expression.value));
  const key = evaluate(expression, scope, context);
  if (key.kind === "null") return fail(context, "null-key", expression.span, "Null value as key", "Can't use a null value as a key.");
  const text = convert(key, stringType);
  return text instanceof ConversionError ? fail(context, "wrong-key-type", expression.span, "Incorrect key type", `Can't use this value as a key: ${text.message}.`) : text;
}

function evaluateConditional(expression: Conditional, scope: Scope, context: EvalContext): Value {
  return chooseBranch(
    expression.condition, expression.span, scope, context,
    (branchContext) => evaluate(expression.whenTrue, scope, branchContext),
    (branchContext) => evaluate(expression.whenFalse, scope, branchContext),
  );
}

/** Both sides are evaluated, because their types decide the result's; faults of the side not taken are dropped. */
export function chooseBranch(
  condition: Expression, span: Span, scope: Scope, context: EvalContext,
  whenTrue: (context: EvalContext) => Value, whenFalse: (context: EvalContext) => Value,
): Value {
  const trueContext: EvalContext = { ...context, faults: [] };
  const falseContext: EvalContext = { ...context, faults: [] };
  const trueResult = whenTrue(trueContext);
  const falseResult = whenFalse(falseContext);
  const type = unifyBranches(trueResult, falseResult);
  if (type === undefined) {
    return fail(context, "inconsistent-types", span, "Inconsistent conditional result types", `The true and false result expressions must have consistent types. ${describeMismatch(trueResult, falseResult)}`);
  }
  const given = evaluate(condition, scope, context);
  if (given.kind === "unknown") return unknownValue(given.reason, type);
  if (given.kind === "null") return fail(context, "null-condition", condition.span, "Null condition", "The condition value is null. Conditions must either be true or false.", undefined, type);
  const truth = convert(given, boolType);
  if (truth instanceof ConversionError || truth.kind !== "bool") return fail(context, "wrong-condition-type", condition.span, "Incorrect condition type", "The condition expression must be of type bool.", undefined, type);
  context.faults.push(...(truth.truth ? trueContext : falseContext).faults);
  const chosen = truth.truth ? trueResult : falseResult;
  if (type.kind === "any") return chosen;
  const converted = convert(chosen, type);
  return converted instanceof ConversionError
    ? fail(context, "inconsistent-types", span, "Inconsistent conditional result types", `The ${truth.truth} result value has the wrong type: ${converted.message}.`)
    : converted;
}

function unifyBranches(a: Value, b: Value): Type | undefined {
  if ((a.kind === "unknown" && typeOf(a).kind === "any") || (b.kind === "unknown" && typeOf(b).kind === "any")) return anyType;
  if (a.kind === "null" && a.type.kind === "any") return typeOf(b);
  if (b.kind === "null" && b.type.kind === "any") return typeOf(a);
  if (a.kind === b.kind && (a.kind === "string" || a.kind === "number" || a.kind === "bool")) return typeOf(a);
  return unify([typeOf(a), typeOf(b)], true);
}

function describeMismatch(a: Value, b: Value): string {
  const left = typeName(typeOf(a));
  const right = typeName(typeOf(b));
  return left === right ? "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value."
    : `The 'true' value is ${left}, but the 'false' value is ${right}.`;
}

function evaluateFor(expression: For, scope: Scope, context: EvalContext): Value {
  const collection = evaluate(expression.collection, scope, context);
  const pairs = iterate(collection, expression.collection.span, context);
  if (pairs === undefined) return collection.kind === "unknown" ? collection : unknownValue("a collection that cannot be iterated");
  const items: Value[] = [];
  const entries = new Map<string, Value[]>();
  let unknown: string | undefined;
  for (const [key, value] of pairs) {
    spend(context.budget);
    const names: [string, Value][] = [[expression.valueName, value]];
    if (expression.keyName !== undefined) names.unshift([expression.keyName, key]);
    const inner = childScope(scope, names);
    const included = isIncluded(expression, inner, context);
    if (included === "unknown") unknown ??= "a condition that is not known";
    if (included !== true) continue;
    if (expression.key === undefined) {
      items.push(originated(evaluate(expression.value, inner, context), expression.value.span, undefined, context));
    } else {
      const reason = collectEntry(expression, expression.key, entries, inner, context);
      if (reason !== undefined) unknown ??= reason;
    }
  }
  if (unknown !== undefined && unknown !== repeatedKey) return unknownValue(unknown);
  if (expression.form === "tuple") return tupleValue(items);
  const object = objectValue([...entries].map(([key, values]) => [key, expression.group ? tupleValue(values) : values[0]!]));
  return unknown === undefined ? object : unknownValue(unknown, typeOf(object));
}

/** Why a value is not known although its type is. */
const repeatedKey = "a key that occurs twice";

function isIncluded(expression: For, scope: Scope, context: EvalContext): boolean | "unknown" {
  const { condition } = expression;
  if (condition === undefined) return true;
  const given = evaluate(condition, scope, context);
  if (given.kind === "unknown") return "unknown";
  if (given.kind === "null") {
    fail(context, "null-condition", condition.span, "Condition is null", "The value of the 'if' clause must not be null.");
    return "unknown";
  }
  const truth = convert(given, boolType);
  if (!(truth instanceof ConversionError) && truth.kind === "bool") return truth.truth;
  fail(context, "wrong-condition-type", condition.span, "Invalid 'for' condition", `The 'if' clause value is invalid: ${truth instanceof ConversionError ? truth.message : "bool required"}.`);
  return "unknown";
}

/** Adds one entry of an object `for`; says why when its key cannot be known. */
function collectEntry(expression: For, keyExpression: Expression, entries: Map<string, Value[]>, scope: Scope, context: EvalContext): string | undefined {
  const given = evaluate(keyExpression, scope, context);
  const value = evaluate(expression.value, scope, context);
  if (given.kind === "unknown") return given.reason;
  if (given.kind === "null") {
    fail(context, "null-key", keyExpression.span, "Invalid object key", "Key expression in 'for' expression must not produce a null value.");
    return "a null key";
  }
  const key = convert(given, stringType);
  if (key instanceof ConversionError || key.kind !== "string") {
    fail(context, "wrong-key-type", keyExpression.span, "Invalid object key", `The key expression produced an invalid result: ${key instanceof ConversionError ? key.message : "string required"}.`);
    return "an invalid key";
  }
  const sofar = entries.get(key.text);
  if (sofar !== undefined && !expression.group) {
    fail(context, "duplicate-key", keyExpression.span, "Duplicate object key",
      `Two different items produced the key ${JSON.stringify(key.text)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`);
    return repeatedKey;
  }
  const placed = originated(value, expression.value.span, keyExpression.span, context);
  if (sofar === undefined) entries.set(key.text, [placed]);
  else sofar.push(placed);
  return undefined;
}

/** Keys and values in the order in which buildx walks a collection; undefined after a fault. */
export function iterate(collection: Value, span: Span, context: EvalContext): Iterable<readonly [Value, Value]> | undefined {
  switch (collection.kind) {
    case "unknown": return undefined;
    case "null":
      fail(context, "iterate-null", span, "Iteration over null value", "A null value cannot be used as the collection in a 'for' expression.");
      return undefined;
    case "list":
    case "tuple": return collection.items.map((item, index) => [evaluateNumber(String(index), span, context), item] as const);
    case "set": return collection.items.map((item) => [item, item] as const);
    case "map":
    case "object": return [...collection.entries].map(([key, value]) => [stringValue(key), value] as const);
    default:
      fail(context, "iterate-scalar", span, "Iteration over non-iterable value", `A value of type ${typeName(typeOf(collection))} cannot be used as the collection in a 'for' expression.`);
      return undefined;
  }
}

/** Whether two values are equal as `==` sees it: never after a conversion. */
export function sameValue(a: Value, b: Value): boolean {
  if (a.kind === "null" || b.kind === "null") return a.kind === b.kind;
  return a.kind === b.kind && compareText(identityOf(a), identityOf(b)) === 0;
}
