import type { BakeBlockBody } from "../model/bake/bake-file.ts";
import { ConversionError, convert } from "./convert.ts";
import { loadDependencies } from "./dependencies.ts";
import { addFault, evaluateIn } from "./set-state.ts";
import type { Pieces, SetState } from "./set-state.ts";
import { blockPlace } from "./variables.ts";
import { boolType, stringType } from "./value.ts";

const nothingHidden: ReadonlySet<string> = new Set();

/** Checks the `validation` blocks of all variables. */
export function* validateVariables(state: SetState): Pieces<void> {
  for (const placed of state.variables.values()) {
    for (const validation of placed.item.validations) {
      validate(state, placed.uri, validation, blockPlace(state, placed).start);
      yield;
    }
  }
}

function validate(state: SetState, uri: string, { block, attributes }: BakeBlockBody, blockStartsAt: number): void {
  const attribute = attributes.get("condition");
  const span = attribute?.valueSpan ?? { start: block.openBrace?.start ?? blockStartsAt, end: block.openBrace?.start ?? blockStartsAt };
  const nullDetail = "Condition expression must return either true or false, not null.";
  if (attribute === undefined) return addFault(state, uri, { code: "invalid-condition", span, summary: "Invalid condition result", detail: nullDetail });
  const given = evaluateIn(state, uri, attribute.value, state.scope);
  if (given.kind === "unknown") return;
  if (given.kind === "null") return addFault(state, uri, { code: "invalid-condition", span, summary: "Invalid condition result", detail: nullDetail });
  const truth = convert(given, boolType);
  if (truth instanceof ConversionError) return addFault(state, uri, { code: "invalid-condition", span, summary: "Invalid condition result value", detail: truth.message });
  if (truth.kind !== "bool" || truth.truth) return;
  addFault(state, uri, { code: "validation-failed", span, summary: "Validation failed", detail: messageOf(state, uri, attributes) });
}

function messageOf(state: SetState, uri: string, attributes: BakeBlockBody["attributes"]): string {
  const attribute = attributes.get("error_message");
  if (attribute === undefined || !loadDependencies(state, uri, attribute.value, state.scope, state.marked, nothingHidden, true)) return "This check failed, but has an invalid error message.";
  const text = convert(evaluateIn(state, uri, attribute.value, state.scope), stringType);
  return text instanceof ConversionError || text.kind !== "string" ? "This check failed, but has an invalid error message." : text.text;
}
