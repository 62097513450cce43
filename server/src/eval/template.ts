import type { Span } from "../base/span.ts";
import type { Expression, Template, TemplateFor, TemplatePart } from "../syntax/hcl/tree.ts";
import type { Value } from "./value.ts";
import { stringType, stringValue, unknownValue } from "./value.ts";
import { ConversionError, convert } from "./convert.ts";
import { chooseBranch, evaluate, fail, iterate } from "./expression.ts";
import { childScope, EvaluationStopped, maxTextLength, spend } from "./scope.ts";
import type { EvalContext, Scope } from "./scope.ts";

/** A template that is one interpolation and nothing else keeps the value's type; any other gives a string. */
export function evaluateTemplate(template: Template, scope: Scope, context: EvalContext): Value {
  const { parts } = template;
  const only = parts.length === 1 ? parts[0]! : undefined;
  if (only === undefined) return joinParts(parts, scope, context);
  if (only.kind === "text") return stringValue(only.value);
  return only.kind === "interpolation" ? evaluate(only.expression, scope, context) : joinParts(parts, scope, context);
}

function joinParts(parts: readonly TemplatePart[], scope: Scope, context: EvalContext): Value {
  let text = "";
  let unknown: Value | undefined;
  for (const part of parts) {
    const value = evaluatePart(part, scope, context);
    if (value.kind === "unknown") unknown ??= value;
    else if (value.kind === "string") text += value.text;
    spendText(context, text);
  }
  return unknown === undefined ? stringValue(text) : asUnknownText(unknown);
}

function spendText(context: EvalContext, text: string): void {
  if (text.length > maxTextLength) throw new EvaluationStopped("a text is too long");
  spend(context.budget, 1 + (text.length >> 10));
}

function asUnknownText(value: Value): Value {
  return unknownValue(value.kind === "unknown" ? value.reason : "", stringType);
}

function evaluatePart(part: TemplatePart, scope: Scope, context: EvalContext): Value {
  switch (part.kind) {
    case "text": return { kind: "string", text: part.value };
    case "interpolation": return interpolated(evaluate(part.expression, scope, context), part.expression.span, context);
    case "template-if": {
      const value = chooseBranch(
        part.condition, part.span, scope, context,
        (branch) => joinParts(part.whenTrue, scope, branch), (branch) => joinParts(part.whenFalse, scope, branch),
      );
      return interpolated(value, part.span, context);
    }
    case "template-for": return evaluateFor(part, scope, context);
  }
}

function interpolated(value: Value, span: Span, context: EvalContext): Value {
  if (value.kind === "null") {
    return fail(context, "null-in-template", span, "Invalid template interpolation value", "The expression result is null. Cannot include a null value in a string template.");
  }
  const text = convert(value, stringType);
  return text instanceof ConversionError
    ? fail(context, "not-a-string-in-template", span, "Invalid template interpolation value", `Cannot include the given value in a string template: ${text.message}.`) : text;
}

function evaluateFor(part: TemplateFor, scope: Scope, context: EvalContext): Value {
  const collection = evaluate(part.collection, scope, context);
  const pairs = iterate(collection, part.collection.span, context);
  if (pairs === undefined) return collection.kind === "unknown" ? collection : { kind: "unknown", reason: "a collection that cannot be iterated" };
  let text = "";
  let unknown: Value | undefined;
  for (const [key, value] of pairs) {
    const names: [string, Value][] = [[part.valueName, value]];
    if (part.keyName !== undefined) names.unshift([part.keyName, key]);
    const result = joinParts(part.parts, childScope(scope, names), context);
    if (result.kind === "unknown") unknown ??= result;
    else if (result.kind === "string") text += result.text;
    spendText(context, text);
  }
  return unknown === undefined ? stringValue(text) : asUnknownText(unknown);
}

/** The text of an expression that contains no reference and no call; undefined for any other. */
export function constantText(expression: Expression): string | undefined {
  if (expression.kind === "number") return expression.text;
  if (expression.kind === "keyword") return expression.value === null ? undefined : String(expression.value);
  if (expression.kind === "parentheses") return constantText(expression.inner);
  if (expression.kind !== "template") return undefined;
  let text = "";
  for (const part of expression.parts) {
    if (part.kind !== "text") return undefined;
    text += part.value;
  }
  return text;
}
