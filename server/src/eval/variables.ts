import type { EnvironmentValue } from "../base/host.ts";
import type { Span } from "../base/span.ts";
import type { BakeAttribute, VariableBlock } from "../model/bake/bake-file.ts";
import type { EvaluatedVariable, ValueOrigin } from "./bake-evaluation.ts";
import type { DependencyFault } from "./dependencies.ts";
import { loadDependencies } from "./dependencies.ts";
import { ConversionError, convert } from "./convert.ts";
import { asBefore } from "./earlier-evaluation.ts";
import { readOverride } from "./environment-value.ts";
import { constantText } from "./template.ts";
import { addFault, builtinNames, evaluateIn } from "./set-state.ts";
import type { Pieces, Placed, SetState } from "./set-state.ts";
import { readType } from "./type-expression.ts";
import type { Type, Value } from "./value.ts";
import { nullOf, stringValue, typeName, unknownValue } from "./value.ts";

const nothingHidden: ReadonlySet<string> = new Set();

export function* resolveVariables(state: SetState): Pieces<void> {
  for (const name of builtinNames) resolveName(state, name, state.marked);
  yield* resolveNames(state, state.variables.keys());
  for (const [name, { uri, item }] of state.variables) checkDescription(state, uri, item, name);
}

export function* resolveGlobals(state: SetState): Pieces<void> {
  yield* resolveNames(state, state.globals.keys());
}

function* resolveNames(state: SetState, names: Iterable<string>): Pieces<void> {
  for (const name of names) {
    if (!state.names.has(name)) resolveName(state, name, state.marked);
    yield;
  }
}

/** Gives a variable, global or built-in its value. Faults in that are recorded and leave it Unknown; the result tells of names that are missing or in a cycle. */
export function resolveName(state: SetState, name: string, marked: Set<string>): DependencyFault | undefined {
  const variable = state.variables.get(name);
  const global = state.globals.get(name);
  const builtin = builtinValue(state, name);
  const declared = variable !== undefined || global !== undefined || builtin !== undefined;
  const marks = declared ? state.marked : marked;
  if (marks.has(name)) {
    return { missing: false, code: declared ? "variable-cycle" : "unknown-variable", detail: `variable cycle not allowed for ${name}`, name };
  }
  marks.add(name);
  if (builtin !== undefined) setValue(state, name, builtin, { kind: "builtin" }, undefined, undefined, undefined);
  else if (variable !== undefined) resolveVariable(state, name, variable, global);
  else if (global !== undefined) setValue(state, name, evaluateExpression(state, global.uri, global.item) ?? unknownValue(`${name} is in error`), { kind: "global" }, global, undefined, undefined);
  else return { missing: true, code: "unknown-variable", detail: `variable "${name}" does not exist: undefined`, name };
  return undefined;
}

function builtinValue(state: SetState, name: string): Value | undefined {
  if (name === "BAKE_CMD_CONTEXT") return stringValue("cwd://");
  if (name === "BAKE_LOCAL_PLATFORM") return stringValue(state.input.localPlatform ?? "linux/amd64");
  return undefined;
}

function setValue(
  state: SetState, name: string, given: Value, origin: ValueOrigin, place: Placed<BakeAttribute | VariableBlock> | undefined, type: Type | undefined, block: VariableBlock | undefined,
): void {
  const value = asBefore(state, name, given);
  state.names.set(name, value);
  if (origin.kind === "global") return;
  const description = block?.attributes.get("description");
  state.evaluated.set(name, {
    name, value, type, origin, uri: place?.uri, span: place?.item.span, block,
    description: description === undefined ? undefined : constantText(description.value),
  } satisfies EvaluatedVariable);
}

function evaluateExpression(state: SetState, uri: string, attribute: BakeAttribute): Value | undefined {
  if (!loadDependencies(state, uri, attribute.value, state.scope, state.marked, nothingHidden, true)) return undefined;
  return evaluateIn(state, uri, attribute.value, state.scope);
}

function resolveVariable(state: SetState, name: string, placed: Placed<VariableBlock>, global: Placed<BakeAttribute> | undefined): void {
  const { uri, item } = placed;
  const type = readVariableType(state, placed);
  if (type === false) return setValue(state, name, unknownValue(`the type of ${name} is in error`), { kind: "default" }, placed, undefined, item);
  const fallback = defaultValue(state, name, placed, global, type);
  const chosen = readOverride(state, name, type, fallback);
  if (chosen === undefined) return setValue(state, name, fallback, { kind: global === undefined ? "default" : "global" } as ValueOrigin, placed, type, item);
  if ("message" in chosen) {
    addFault(state, uri, { code: "invalid-variable", span: blockPlace(state, placed), summary: "Invalid value", detail: chosen.message, name });
    return setValue(state, name, unknownValue(chosen.message), chosen.origin, placed, type, item);
  }
  setValue(state, name, chosen.value, chosen.origin, placed, type, item);
}

export type OverrideResult = { readonly value: Value; readonly origin: ValueOrigin } | { readonly message: string; readonly origin: ValueOrigin };

export function originOf(source: EnvironmentValue["origin"] | "override"): ValueOrigin {
  return source === "override" ? { kind: "override" } : { kind: "environment", source };
}

/** Undefined for an untyped variable, false after a fault. */
function readVariableType(state: SetState, { uri, item }: Placed<VariableBlock>): Type | undefined | false {
  const attribute = item.attributes.get("type");
  if (attribute === undefined) return undefined;
  const expression = attribute.value;
  if (expression.kind === "keyword" && expression.value === null) return undefined;
  const result = readType(expression);
  if ("type" in result) return result.type;
  addFault(state, uri, { code: "invalid-type", ...result });
  return false;
}

function defaultValue(state: SetState, name: string, placed: Placed<VariableBlock>, global: Placed<BakeAttribute> | undefined, type: Type | undefined): Value {
  const { uri, item } = placed;
  const attribute = global?.item ?? item.attributes.get("default");
  if (attribute === undefined) return type === undefined ? stringValue("") : nullOf(type);
  const value = evaluateExpression(state, global?.uri ?? uri, attribute);
  if (value === undefined) return unknownValue(`the default of ${name} is in error`);
  if (type === undefined) return value;
  const converted = convert(value, type);
  if (!(converted instanceof ConversionError)) return converted;
  addFault(state, uri, {
    code: "invalid-variable", span: blockPlace(state, placed), summary: "Invalid value",
    detail: `invalid type ${typeName(type)} for variable ${name} default value: ${converted.message}`, name,
    better: { span: attribute.valueSpan, message: `The default of "${name}" is not ${typeName(type)}: ${converted.message}.` },
  });
  return unknownValue(`the default of ${name} is not ${typeName(type)}`);
}

/** Where buildx points for a fault of a whole block: its opening brace, in JSON the closing one. */
export function blockPlace(state: SetState, { uri, item: { block } }: Placed<VariableBlock>): Span {
  if (block.openBrace === undefined) return block.typeSpan;
  const isJson = state.files.find((file) => file.uri === uri)?.tree.language === "json";
  if (isJson && block.closeBrace !== undefined) return block.closeBrace;
  const at = block.openBrace.start;
  return { start: at, end: at };
}

function checkDescription(state: SetState, uri: string, item: VariableBlock, name: string): void {
  const description = item.attributes.get("description");
  if (description === undefined || constantText(description.value) !== undefined || state.evaluated.get(name) === undefined) return;
  const span = description.valueSpan;
  if (description.value.kind === "keyword") addFault(state, uri, { code: "invalid-description", span, summary: "Unsuitable value type", detail: "Unsuitable value: null value is not allowed" });
  else addFault(state, uri, { code: "invalid-description", span, summary: "Variables not allowed", detail: "Variables may not be used here." });
}
