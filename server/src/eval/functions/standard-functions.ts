import { bakeFunctions } from "../../data/bake-functions.ts";
import type { BakeFunctionInfo, FunctionParameterInfo } from "../../data/bake-functions.ts";
import type { Type } from "../value.ts";
import { anyType, boolType, listOf, numberType, setOf, stringType } from "../value.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";
import type { FunctionImplementation, Parameter } from "./call.ts";
import { collectionFunctions, shallowFunctions } from "./collections.ts";
import { cryptoFunctions } from "./crypto.ts";
import { encodingFunctions } from "./encoding.ts";
import { formatFunctions } from "./format.ts";
import { networkFunctions } from "./network.ts";
import { logicFunctions, numberFunctions } from "./numbers.ts";
import { patternFunctions } from "./patterns.ts";
import { stringFunctions } from "./strings.ts";
import { timeFunctions } from "./time.ts";
import { versionFunctions } from "./versions.ts";

const implementations: Readonly<Record<string, Implementation>> = {
  ...numberFunctions, ...logicFunctions, ...stringFunctions, ...formatFunctions, ...patternFunctions, ...collectionFunctions, ...encodingFunctions,
  ...cryptoFunctions, ...networkFunctions, ...timeFunctions, ...versionFunctions,
};

/** `try`, `can` and `convert` take expressions, not values: calls of them are evaluated apart. */
const evaluatedApart: Implementation = () => {
  throw new FunctionError("its arguments cannot be expanded");
};

const types: Readonly<Record<string, Type>> = {
  any: anyType, bool: boolType, number: numberType, string: stringType, "list(any)": listOf(anyType), "list(string)": listOf(stringType), "set(any)": setOf(anyType),
  bytes: anyType,
};

function readParameter({ name, type, nullable }: FunctionParameterInfo): Parameter {
  return { name, type: types[type] ?? anyType, nullable };
}

function implement(info: BakeFunctionInfo): FunctionImplementation {
  return {
    name: info.name, parameters: info.parameters.map(readParameter), variadic: info.variadic === undefined ? undefined : readParameter(info.variadic),
    shallow: shallowFunctions.has(info.name), call: implementations[info.name] ?? evaluatedApart,
  };
}

/** The standard library, ready to be called. */
export const standardFunctions: ReadonlyMap<string, FunctionImplementation> = new Map([...bakeFunctions.values()].map((info) => [info.name, implement(info)]));
