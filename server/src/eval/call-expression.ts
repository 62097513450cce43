import type { Call, Expression } from "../syntax/hcl/tree.ts";
import type { Span } from "../base/span.ts";
import type { Value } from "./value.ts";
import { boolValue, unknownValue, unknownWithin } from "./value.ts";
import { ConversionError, convert } from "./convert.ts";
import { evaluate, fail } from "./expression.ts";
import { suggestName } from "./suggest.ts";
import { EvaluationStopped, maxTextLength, spend } from "./scope.ts";
import type { EvalContext, Scope } from "./scope.ts";
import { FunctionError } from "./functions/call.ts";
import type { FunctionImplementation, Parameter } from "./functions/call.ts";
import { readType } from "./type-expression.ts";

export function evaluateCall(call: Call, scope: Scope, context: EvalContext): Value {
  const implementation = context.functions.get(call.name);
  if (implementation === undefined) {
    return fail(context, "unknown-function", call.nameSpan, "Call to unknown function", `There is no function named "${call.name}".${suggestName(call.name, context.functions.keys())}`, call.name);
  }
  const { faults } = context;
  const before = faults.length;
  const countFault = checkCount(call, implementation, call.args.length, context);
  if (countFault !== undefined && call.expandSpan === undefined) return countFault;
  if (call.name === "try" && call.expandSpan === undefined) return evaluateTry(call, scope, context);
  if (call.name === "can" && call.expandSpan === undefined) return evaluateCan(call, scope, context);
  if (call.name === "convert") return evaluateConvert(call, scope, context);
  const args = evaluateArguments(call, scope, context);
  if (!Array.isArray(args)) return args;
  const expanded = call.expandSpan === undefined ? undefined : checkCount(call, implementation, args.length, context);
  if (expanded !== undefined) return expanded;
  const converted = convertArguments(call, implementation, args, context);
  if (!Array.isArray(converted)) return converted;
  return faults.length > before ? unknownValue("an argument that is in error") : invoke(call, implementation, converted, context);
}

/** Evaluates the arguments, the last one spread when `...` follows it. */
function evaluateArguments(call: Call, scope: Scope, context: EvalContext): Value[] | Value {
  const args = call.args.map((arg) => evaluate(arg, scope, context));
  if (call.expandSpan === undefined) return args;
  const last = args.pop();
  const span = call.args.at(-1)!.span;
  if (last === undefined || last.kind === "unknown") return last ?? unknownValue("nothing to expand");
  if (last.kind === "null") return fail(context, "invalid-expansion", span, "Invalid expanding argument value", "The expanding argument (indicated by ...) must not be null.");
  if (last.kind !== "list" && last.kind !== "tuple" && last.kind !== "set") {
    return fail(context, "invalid-expansion", span, "Invalid expanding argument value", "The expanding argument (indicated by ...) must be of a tuple, list, or set type.");
  }
  return [...args, ...last.items];
}

function checkCount(call: Call, implementation: FunctionImplementation, count: number, context: EvalContext): Value | undefined {
  const { parameters, variadic, name } = implementation;
  if (call.expandSpan !== undefined && count === call.args.length && count < parameters.length) return undefined;
  if (count < parameters.length) {
    const span = call.closeParen ?? { start: call.span.end, end: call.span.end };
    return fail(context, "too-few-arguments", span, "Not enough function arguments",
      `Function "${name}" expects${variadic ? " at least" : ""} ${parameters.length} argument(s). Missing value for "${parameters[count]!.name}".`);
  }
  if (count > parameters.length && variadic === undefined) {
    const extra = call.args[parameters.length] ?? call.args.at(-1)!;
    return fail(context, "too-many-arguments", startSpan(extra), "Too many function arguments", `Function "${name}" expects only ${parameters.length} argument(s).`);
  }
  return undefined;
}

function parameterAt(implementation: FunctionImplementation, index: number): Parameter {
  return implementation.parameters[index] ?? implementation.variadic!;
}

function argumentSpan(call: Call, index: number): Span {
  const argument = call.args[Math.min(index, call.args.length - 1)];
  return argument === undefined ? call.nameSpan : startSpan(argument);
}

function convertArguments(call: Call, implementation: FunctionImplementation, args: readonly Value[], context: EvalContext): Value[] | Value {
  const converted: Value[] = [];
  let failure: Value | undefined;
  for (const [index, arg] of args.entries()) {
    const parameter = parameterAt(implementation, index);
    const value = convert(arg, parameter.type);
    if (value instanceof ConversionError) failure ??= failArgument(call, parameter.name, index, value.message, context);
    else converted.push(value);
  }
  if (failure !== undefined) return failure;
  for (const [index, value] of converted.entries()) {
    const parameter = parameterAt(implementation, index);
    if (value.kind === "null" && !parameter.nullable) return failArgument(call, parameter.name, index, "argument must not be null", context);
  }
  return converted;
}

function failArgument(call: Call, parameter: string, index: number, message: string, context: EvalContext): Value {
  return fail(context, "wrong-argument", argumentSpan(call, index), "Invalid function argument", `Invalid value for "${parameter}" parameter: ${message}.`);
}

function invoke(call: Call, implementation: FunctionImplementation, args: readonly Value[], context: EvalContext): Value {
  for (const arg of args) {
    const reason = implementation.shallow ? (arg.kind === "unknown" ? arg.reason : undefined) : unknownWithin(arg);
    if (reason !== undefined) return unknownValue(reason);
  }
  spend(context.budget, 12);
  try {
    const result = implementation.call(args, { budget: context.budget, surroundings: context.surroundings });
    if (result.kind === "string") {
      if (result.text.length > maxTextLength) throw new EvaluationStopped("a text is too long");
      spend(context.budget, result.text.length >> 10);
    }
    return result;
  } catch (error) {
    // JavaScript's limit for the length of strings and arrays.
    if (error instanceof RangeError) throw new EvaluationStopped("a value is too large");
    if (!(error instanceof FunctionError)) throw error;
    if (error.argument !== undefined) return failArgument(call, parameterAt(implementation, error.argument).name, error.argument, error.message, context);
    const span = { start: call.nameSpan.start, end: call.openParen.end };
    return fail(context, "function-failed", span, "Error in function call", `Call to function "${call.name}" failed: ${error.message}.`);
  }
}

/** The value of the first expression that evaluates without a fault. */
function evaluateTry(call: Call, scope: Scope, context: EvalContext): Value {
  for (const arg of call.args) {
    const attempt: EvalContext = { ...context, faults: [] };
    const value = evaluate(arg, scope, attempt);
    if (attempt.faults.length === 0) return value;
  }
  return fail(context, "function-failed", { start: call.nameSpan.start, end: call.openParen.end }, "Error in function call",
    call.args.length === 0 ? "Call to function \"try\" failed: at least one argument is required." : "Call to function \"try\" failed: no expression succeeded.");
}

function evaluateCan(call: Call, scope: Scope, context: EvalContext): Value {
  const attempt: EvalContext = { ...context, faults: [] };
  const value = evaluate(call.args[0]!, scope, attempt);
  if (attempt.faults.length === 0 && value.kind === "unknown") return value;
  return boolValue(attempt.faults.length === 0);
}

function evaluateConvert(call: Call, scope: Scope, context: EvalContext): Value {
  const value = evaluate(call.args[0]!, scope, context);
  const type = readType(call.args[1]!, "exact");
  if ("summary" in type) return fail(context, "wrong-argument", argumentSpan(call, 1), "Invalid function argument", `Invalid value for "type" parameter: ${type.summary}; ${type.detail}.`);
  const converted = convert(value, type.type);
  return converted instanceof ConversionError ? failArgument(call, "value", 0, converted.message, context) : converted;
}

/** The part of an expression that buildx marks when it complains about the whole. */
export function startSpan(expression: Expression): Span {
  switch (expression.kind) {
    case "tuple": return expression.openBracket;
    case "object": return expression.openBrace;
    case "for": return expression.openBracket;
    case "call": return { start: expression.nameSpan.start, end: expression.openParen.end };
    case "get":
    case "index":
    case "splat": return startSpan(expression.of);
    case "binary": return startSpan(expression.left);
    case "unary": return expression.operatorSpan;
    case "conditional": return startSpan(expression.condition);
    case "parentheses": return startSpan(expression.inner);
    case "template": {
      const first = expression.parts[0];
      if (expression.form === "json") return expression.span;
      return first === undefined ? expression.contentSpan : first.kind === "interpolation" && expression.parts.length === 1 ? startSpan(first.expression) : first.span;
    }
    default: return expression.span;
  }
}
