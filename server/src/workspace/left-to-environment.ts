import { encloses, type Span } from "../base/span.ts";
import type { EvaluatedVariable, EvaluationFault } from "../eval/bake-evaluation.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";
import { expressionsIn } from "./bake-uses.ts";
import { namesBehind } from "./names-behind.ts";

/** Whether a variable waits for a value from the place where the images are built: it has none here, or null, or the empty text. */
export function isLeftToEnvironment({ origin, value }: EvaluatedVariable): boolean {
  return origin.kind === "default" && (value.kind === "null" || (value.kind === "string" && value.text === ""));
}

/** Whether a place lies in an expression that uses such a variable: what is wrong there may not be with a value. */
export function waitsForEnvironment(bake: BakeSetEvaluation, place: Place): boolean {
  return variablesAround(bake, place).some(isLeftToEnvironment);
}

/** Whether a place lies in an expression that uses a variable with its default, which builds may replace. */
export function variesWithEnvironment(bake: BakeSetEvaluation, place: Place): boolean {
  return variablesAround(bake, place).some(({ origin }) => origin.kind === "default");
}

type Place = Pick<EvaluationFault, "uri" | "span">;

function variablesAround({ files, evaluation }: BakeSetEvaluation, { uri, span }: Place): EvaluatedVariable[] {
  const body = files.find((file) => file.uri === uri)?.bakeFile?.tree.body;
  const around = (body ? expressionsIn(body) : []).find((expression) => encloses(expression.span, span));
  return around === undefined ? [] : [...namesBehind({ files }, elementAround(around, span)).variables].flatMap((name) => evaluation.variables.get(name) ?? []);
}

/** The element of a list or map in which a place lies, however deep; the expression itself when it is none. */
function elementAround(expression: Expression, place: Span): Expression {
  const elements = expression.kind === "tuple" ? expression.items : expression.kind === "object" ? expression.items.map(({ value }) => value) : [];
  const element = elements.find(({ span }) => encloses(span, place));
  return element ? elementAround(element, place) : expression;
}
