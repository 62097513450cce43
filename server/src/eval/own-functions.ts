import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeAttribute, FunctionBlock } from "../model/bake/bake-file.ts";
import type { DependencyFault } from "./dependencies.ts";
import { loadDependencies } from "./dependencies.ts";
import { constantText } from "./template.ts";
import { evaluate } from "./expression.ts";
import type { FunctionImplementation, Parameter } from "./functions/call.ts";
import { FunctionError } from "./functions/call.ts";
import { childScope } from "./scope.ts";
import type { EvalFault } from "./scope.ts";
import { addFault } from "./set-state.ts";
import type { Placed, SetState } from "./set-state.ts";
import { anyType, tupleValue } from "./value.ts";

/** Checks all own functions, used or not. */
export function resolveFunctions(state: SetState): void {
  for (const [name, { uri, item }] of state.ownFunctions) {
    const fault = resolveFunction(state, name);
    if (fault === undefined || fault.code === "broken-function") continue;
    addFault(state, uri, { code: fault.code, span: item.attributes.get("params")?.span ?? item.labelSpan, summary: "Invalid function", detail: fault.detail });
  }
}

/** Makes a function callable. A standard function of the same name wins over an own one. */
export function resolveFunction(state: SetState, name: string): DependencyFault | undefined {
  if (state.functions.has(name)) return undefined;
  const own = state.ownFunctions.get(name);
  if (own === undefined) return { missing: true, code: "unknown-function", detail: `function "${name}" does not exist: undefined`, name };
  if (state.markedFunctions.has(name)) return { missing: false, code: "function-cycle", detail: `function cycle not allowed for ${name}`, name };
  state.markedFunctions.add(name);
  const { uri, item } = own;
  const result = item.attributes.get("result");
  const params = item.attributes.get("params");
  if (result === undefined || params === undefined) {
    return { missing: false, code: "incomplete-function", detail: `empty ${result === undefined ? "result" : "params"} not allowed for ${name}`, name };
  }
  const names = readParameters(state, uri, params);
  const variadic = readVariadic(state, own);
  if (names === undefined || variadic === false) return { missing: false, code: "broken-function", detail: "Invalid param element; Each parameter name must be an identifier." };
  const hidden = new Set(variadic === undefined ? names : [...names, variadic]);
  if (!loadDependencies(state, uri, result.value, state.scope, state.marked, hidden, false)) return { missing: false, code: "broken-function", detail: `function ${name} is invalid` };
  state.functions.set(name, implement(state, own, names, variadic, result.value));
  return undefined;
}

function readParameters(state: SetState, uri: string, params: BakeAttribute): string[] | undefined {
  if (params.value.kind !== "tuple") {
    addFault(state, uri, { code: "invalid-parameters", span: params.valueSpan, summary: "Invalid expression", detail: "A static list expression is required." });
    return undefined;
  }
  const names: string[] = [];
  for (const item of params.value.items) {
    const name = parameterName(item);
    if (name === undefined) {
      addFault(state, uri, { code: "invalid-parameters", span: item.span, summary: "Invalid param element", detail: "Each parameter name must be an identifier." });
      return undefined;
    }
    names.push(name);
  }
  return names;
}

/** A bare word, or in JSON a string that is one. */
function parameterName(expression: Expression): string | undefined {
  if (expression.kind === "variable") return expression.name;
  if (expression.kind === "template" && expression.form === "json") {
    const text = constantText(expression);
    if (text !== undefined && /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(text)) return text;
  }
  return undefined;
}

function readVariadic(state: SetState, { uri, item }: Placed<FunctionBlock>): string | undefined | false {
  const attribute = item.attributes.get("variadic_params");
  if (attribute === undefined || (attribute.value.kind === "keyword" && attribute.value.value === null)) return undefined;
  const name = parameterName(attribute.value);
  if (name !== undefined) return name;
  addFault(state, uri, { code: "invalid-parameters", span: attribute.span, summary: "Invalid param element", detail: "Each parameter name must be an identifier." });
  return false;
}

const maxCallDepth = 60;

function implement(state: SetState, { uri, item }: Placed<FunctionBlock>, names: readonly string[], variadic: string | undefined, result: Expression): FunctionImplementation {
  const parameter = (name: string): Parameter => ({ name, type: anyType, nullable: true });
  let depth = 0;
  return {
    name: item.name, parameters: names.map(parameter), variadic: variadic === undefined ? undefined : parameter(variadic), shallow: true,
    call: (args, context) => {
      if (depth >= maxCallDepth) throw new FunctionError("functions call each other too deeply");
      const bound = names.map((name, index) => [name, args[index]!] as const);
      const scope = childScope(state.scope, variadic === undefined ? bound : [...bound, [variadic, tupleValue(args.slice(names.length))] as const]);
      const faults: EvalFault[] = [];
      depth++;
      try {
        const value = evaluate(result, scope, { uri, faults, budget: context.budget, functions: state.functions, surroundings: context.surroundings });
        const fault = faults[0];
        if (fault !== undefined) throw new FunctionError(`${fault.summary}; ${fault.detail}`);
        return value;
      } finally {
        depth--;
      }
    },
  };
}
