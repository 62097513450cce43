import type { Span } from "../base/span.ts";
import type { Expression, Template, TemplateFor, TemplatePart } from "../syntax/hcl/tree.ts";
import type { StringValue, TextPiece, Value } from "./value.ts";
import { stringType, stringValue, unknownValue } from "./value.ts";
import { ConversionError, convert } from "./convert.ts";
import { chooseBranch, evaluate, fail, iterate } from "./expression.ts";
import { childScope, EvaluationStopped, maxTextLength, spend } from "./scope.ts";
import type { EvalContext, Scope } from "./scope.ts";

/** A template that is one interpolation and nothing else keeps the value's type; any other gives a string. */
export function evaluateTemplate(template: Template, scope: Scope, context: EvalContext): Value {
  const { parts, form } = template;
  const only = parts.length === 1 ? parts[0]! : undefined;
  if (only?.kind === "interpolation") return evaluate(only.expression, scope, context);
  const isDocument = form === "heredoc" || parts.some((part) => part.kind === "text" && part.value.includes("\n"));
  return isDocument || only?.kind !== "text" ? joinParts(parts, scope, context, isDocument ? form : undefined) : stringValue(only.value);
}

/** With a form, the text remembers its pieces. */
function joinParts(parts: readonly TemplatePart[], scope: Scope, context: EvalContext, form: Template["form"] | undefined): Value {
  let text = "";
  let unknown: Value | undefined;
  const pieces: TextPiece[] = [];
  for (const part of parts) {
    const value = evaluatePart(part, scope, context, form);
    if (value.kind === "unknown") unknown ??= value;
    else if (value.kind === "string") {
      text += value.text;
      if (form !== undefined) addPieces(pieces, part, value, context.uri, form);
    }
    spendText(context, text);
  }
  return unknown === undefined ? textOfPieces(text, pieces) : asUnknownText(unknown);
}

function addPieces(pieces: TextPiece[], part: TemplatePart, value: StringValue, uri: string, form: Template["form"]): void {
  if (value.pieces !== undefined) append(pieces, value.pieces);
  else append(pieces, [{ text: value.text, uri, span: part.span, form: part.kind === "text" ? form : undefined }]);
}

/** A text of more pieces has none: nobody wrote it by hand. */
const mostPieces = 5000;

/** One more than the most is kept as a mark that there are too many. */
function append(pieces: TextPiece[], more: readonly TextPiece[]): void {
  for (const piece of more) if (pieces.length <= mostPieces) pieces.push(piece);
}

/** A text that normalization changes has lost its pieces. */
function textOfPieces(text: string, pieces: readonly TextPiece[]): Value {
  const value = stringValue(text);
  return pieces.length > 0 && pieces.length <= mostPieces && value.text === text ? { ...value, pieces } : value;
}

function spendText(context: EvalContext, text: string): void {
  if (text.length > maxTextLength) throw new EvaluationStopped("a text is too long");
  spend(context.budget, 1 + (text.length >> 10));
}

function asUnknownText(value: Value): Value {
  return unknownValue(value.kind === "unknown" ? value.reason : "", stringType);
}

function evaluatePart(part: TemplatePart, scope: Scope, context: EvalContext, form: Template["form"] | undefined): Value {
  switch (part.kind) {
    case "text": return { kind: "string", text: part.value };
    case "interpolation": return interpolated(evaluate(part.expression, scope, context), part.expression.span, context);
    case "template-if": {
      const value = chooseBranch(
        part.condition, part.span, scope, context,
        (branch) => joinParts(part.whenTrue, scope, branch, form), (branch) => joinParts(part.whenFalse, scope, branch, form),
      );
      return interpolated(value, part.span, context);
    }
    case "template-for": return evaluateFor(part, scope, context, form);
  }
}

function interpolated(value: Value, span: Span, context: EvalContext): Value {
  if (value.kind === "null") {
    return fail(context, "null-in-template", span, "Invalid template interpolation value", "The expression result is null. Cannot include a null value in a string template.");
  }
  // Writing out a fraction of 512 bits is work.
  if (value.kind === "number" && value.number.exponent < 0) spend(context.budget, 60);
  const text = convert(value, stringType);
  return text instanceof ConversionError
    ? fail(context, "not-a-string-in-template", span, "Invalid template interpolation value", `Cannot include the given value in a string template: ${text.message}.`) : text;
}

function evaluateFor(part: TemplateFor, scope: Scope, context: EvalContext, form: Template["form"] | undefined): Value {
  const collection = evaluate(part.collection, scope, context);
  const pairs = iterate(collection, part.collection.span, context);
  if (pairs === undefined) return collection.kind === "unknown" ? collection : { kind: "unknown", reason: "a collection that cannot be iterated" };
  let text = "";
  let unknown: Value | undefined;
  const pieces: TextPiece[] = [];
  for (const [key, value] of pairs) {
    const names: [string, Value][] = [[part.valueName, value]];
    if (part.keyName !== undefined) names.unshift([part.keyName, key]);
    const result = joinParts(part.parts, childScope(scope, names), context, form);
    if (result.kind === "unknown") unknown ??= result;
    else if (result.kind === "string") {
      text += result.text;
      append(pieces, result.pieces ?? []);
    }
    spendText(context, text);
  }
  return unknown === undefined ? textOfPieces(text, pieces) : asUnknownText(unknown);
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
