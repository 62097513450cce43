import type { Binary, Expression, Unary } from "../syntax/hcl/tree.ts";
import type { Span } from "../base/span.ts";
import type { BigFloat } from "./number.ts";
import { add, compare, divide, fromInteger, isZero, multiply, negate, subtract, truncate, withPrecision } from "./number.ts";
import type { BoolValue, Type, Value } from "./value.ts";
import { boolType, boolValue, numberType, numberValue, unknownValue } from "./value.ts";
import { ConversionError, convert } from "./convert.ts";
import { evaluate, fail, sameValue } from "./expression.ts";
import type { EvalContext, Scope } from "./scope.ts";

export function evaluateUnary(expression: Unary, scope: Scope, context: EvalContext): Value {
  const given = evaluate(expression.operand, scope, context);
  const type = expression.operator === "-" ? numberType : boolType;
  const operand = convert(given, type);
  if (operand instanceof ConversionError) {
    return fail(context, "wrong-operand", expression.operand.span, "Invalid operand", `Unsuitable value for unary operand: ${operand.message}.`, undefined, type);
  }
  if (operand.kind === "unknown") return unknownValue(operand.reason, type);
  if (operand.kind === "null") return failOperation(expression.span, "argument must not be null", type, context);
  return operand.kind === "number" ? numberValue(negate(operand.number)) : boolValue(!(operand as BoolValue).truth);
}

function failOperation(span: Span, why: string, type: Type, context: EvalContext): Value {
  return fail(context, "operation-failed", span, "Operation failed", `Error during operation: ${why}.`, undefined, type);
}

/** Long chains such as `a + b + c` lean to the left: they are walked, not recursed into. */
export function evaluateBinary(expression: Binary, scope: Scope, context: EvalContext): Value {
  const chain: Binary[] = [];
  let leftmost: Expression = expression;
  while (leftmost.kind === "binary") {
    chain.push(leftmost);
    leftmost = leftmost.left;
  }
  let value = evaluate(leftmost, scope, context);
  for (let index = chain.length - 1; index >= 0; index--) {
    const node = chain[index]!;
    value = applyBinary(node, value, evaluate(node.right, scope, context), context);
  }
  return value;
}

function applyBinary(node: Binary, left: Value, right: Value, context: EvalContext): Value {
  if (node.operator === "==" || node.operator === "!=") {
    if (left.kind === "unknown") return unknownValue(left.reason, boolType);
    if (right.kind === "unknown") return unknownValue(right.reason, boolType);
    return boolValue(sameValue(left, right) === (node.operator === "=="));
  }
  const type = node.operator === "&&" || node.operator === "||" ? boolType : numberType;
  const a = operand(left, type, node.left.span, "left", context);
  const b = operand(right, type, node.right.span, "right", context);
  const result = type === boolType || "<>=".includes(node.operator[0]!) ? boolType : numberType;
  if (a.kind === "unknown") return unknownValue(a.reason, result);
  if (b.kind === "unknown") return unknownValue(b.reason, result);
  if (a.kind === "null" || b.kind === "null") return failOperation(node.span, "argument must not be null", result, context);
  if (a.kind === "number" && b.kind === "number") {
    const computed = arithmetic(node.operator, a.number, b.number);
    return typeof computed === "string" ? failOperation(node.span, computed, result, context) : computed;
  }
  const both = [(a as BoolValue).truth, (b as BoolValue).truth];
  return boolValue(node.operator === "&&" ? both.every(Boolean) : both.some(Boolean));
}

function operand(value: Value, type: Type, span: Span, side: "left" | "right", context: EvalContext): Value {
  const converted = convert(value, type);
  return converted instanceof ConversionError ? fail(context, "wrong-operand", span, "Invalid operand", `Unsuitable value for ${side} operand: ${converted.message}.`) : converted;
}

/** The result, or in words why there is none. */
export function arithmetic(operator: string, a: BigFloat, b: BigFloat): Value | string {
  switch (operator) {
    case "+": return numberOr(add(a, b), "can't compute sum of opposing infinities");
    case "-": return numberOr(subtract(a, b), "can't subtract infinity from itself");
    case "*": return numberOr(multiply(a, b), "can't multiply zero by infinity");
    case "/": return numberOr(divide(a, b), "can't divide zero by zero or infinity by infinity");
    case "%": return numberOr(modulo(a, b), "can't use modulo with zero and infinity");
    case "<": return boolValue(compare(a, b) < 0);
    case "<=": return boolValue(compare(a, b) <= 0);
    case ">": return boolValue(compare(a, b) > 0);
    default: return boolValue(compare(a, b) >= 0);
  }
}

function numberOr(number: BigFloat | undefined, message: string): Value | string {
  return number === undefined ? message : numberValue(number);
}

/** The remainder with the dividend's sign; the quotient's whole part is rounded to the dividend's precision, as buildx does. */
export function modulo(a: BigFloat, b: BigFloat): BigFloat | undefined {
  if (a.infinite || b.infinite || isZero(b)) return a;
  const quotient = divide(a, b);
  if (quotient === undefined) return undefined;
  const { precision } = a;
  const product = multiply(b, fromInteger(truncate(quotient), precision));
  const rest = product === undefined ? undefined : subtract(a, withPrecision(product, precision));
  return rest === undefined ? undefined : withPrecision(rest, precision);
}
