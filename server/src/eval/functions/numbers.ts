import {
  absolute, add, compare, divide, fromFloat64, fromInteger, isInteger, isZero, literalPrecision, multiply, negate, subtract, toFloat64, truncate,
} from "../number.ts";
import type { BigFloat } from "../number.ts";
import { arithmetic } from "../operators.ts";
import { boolValue, integerValue, listValue, numberType, numberValue } from "../value.ts";
import type { Value } from "../value.ts";
import { sameValue } from "../expression.ts";
import { spend } from "../scope.ts";
import { number, text, truth } from "./arguments.ts";
import { naturalLog, power } from "./powers.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";

const binary = (operator: string): Implementation => (args) => {
  const result = arithmetic(operator, number(args, 0), number(args, 1));
  if (typeof result === "string") throw new FunctionError(result);
  return result;
};

function finite(value: BigFloat | undefined, message: string): Value {
  if (value === undefined) throw new FunctionError(message);
  return numberValue(value);
}

/** Cuts off the fraction; the result has the argument's precision. */
function toward(value: BigFloat, direction: -1 | 0 | 1): Value {
  if (value.infinite || isInteger(value)) return numberValue(value);
  const whole = truncate(value);
  const moved = direction === 1 && !value.negative ? whole + 1n : direction === -1 && value.negative ? whole - 1n : whole;
  return numberValue(fromInteger(moved, Math.max(64, value.precision)));
}

const extreme = (sign: 1 | -1): Implementation => (args) => {
  if (args.length === 0) throw new FunctionError("must pass at least one number");
  let best = number(args, 0);
  for (let index = 1; index < args.length; index++) if (compare(number(args, index), best) * sign > 0) best = number(args, index);
  return numberValue(best);
};

function fromFloat(value: number): Value {
  if (Number.isNaN(value)) throw new FunctionError("the result is not a number");
  return numberValue(fromFloat64(value));
}

const digitValues = new Map([..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((digit, index) => [digit, index] as const));

const parseInteger: Implementation = (args) => {
  if (args[0]!.kind !== "string") throw new FunctionError("first argument must be a string, not number", 0);
  const written = text(args, 0);
  const base = Number(truncate(number(args, 1)));
  if (!isInteger(number(args, 1)) || base < 2 || base > 62) throw new FunctionError("base must be a whole number between 2 and 62 inclusive", 1);
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(written);
  let value = 0n;
  for (const digit of match?.[2] ?? "-") {
    const known = digitValues.get(base <= 36 ? digit.toLowerCase() : digit);
    if (known === undefined || known >= base) throw new FunctionError(`cannot parse ${JSON.stringify(written)} as a base ${base} integer`, 0);
    value = value * BigInt(base) + BigInt(known);
  }
  const bits = value === 0n ? 1 : value.toString(2).length;
  return numberValue(fromInteger(match![1] === "-" ? -value : value, Math.max(literalPrecision, bits)));
};

const maxRange = 1024;

const range: Implementation = (args, { budget }) => {
  if (args.length < 1 || args.length > 3) throw new FunctionError("must have one, two, or three arguments");
  const start = args.length > 1 ? number(args, 0) : fromInteger(0);
  const end = number(args, args.length > 1 ? 1 : 0);
  const descending = compare(end, start) < 0;
  const step = args.length === 3 ? number(args, 2) : fromInteger(descending ? -1 : 1);
  if (isZero(step)) throw new FunctionError("step must not be zero", 2);
  if (descending !== step.negative && compare(end, start) !== 0) {
    throw new FunctionError(descending ? "end must be greater than start when step is positive" : "end must be less than start when step is negative", 1);
  }
  const values: Value[] = [];
  for (let value: BigFloat | undefined = start; value !== undefined && (descending ? compare(value, end) > 0 : compare(value, end) < 0); value = add(value, step)) {
    if (values.length >= maxRange) throw new FunctionError(`more than ${maxRange} values were generated; either decrease the difference between start and end or use a smaller step`);
    spend(budget);
    values.push(numberValue(value));
  }
  return listValue(numberType, values);
};

export const numberFunctions: Readonly<Record<string, Implementation>> = {
  absolute: (args) => numberValue(absolute(number(args, 0))),
  add: (args) => finite(add(number(args, 0), number(args, 1)), "can't compute sum of opposing infinities"),
  ceil: (args) => toward(number(args, 0), 1),
  divide: (args) => finite(divide(number(args, 0), number(args, 1)), "can't divide zero by zero or infinity by infinity"),
  floor: (args) => toward(number(args, 0), -1),
  int: (args) => toward(number(args, 0), 0),
  log: (args) => fromFloat(naturalLog(toFloat64(number(args, 0))) / naturalLog(toFloat64(number(args, 1)))),
  max: extreme(1),
  min: extreme(-1),
  modulo: binary("%"),
  multiply: (args) => finite(multiply(number(args, 0), number(args, 1)), "can't multiply zero by infinity"),
  negate: (args) => numberValue(negate(number(args, 0))),
  parseint: parseInteger,
  pow: (args, { budget }) => {
    spend(budget, 40);
    return fromFloat(power(toFloat64(number(args, 0)), toFloat64(number(args, 1))));
  },
  range,
  signum: (args) => {
    const value = number(args, 0);
    if (!isInteger(value) || compare(absolute(value), fromInteger(1n << 63n)) >= 0) throw new FunctionError("value must be a whole number, between -9223372036854775808 and 9223372036854775807 inclusive", 0);
    return integerValue(isZero(value) ? 0 : value.negative ? -1 : 1);
  },
  subtract: (args) => finite(subtract(number(args, 0), number(args, 1)), "can't subtract infinity from itself"),
};

export const logicFunctions: Readonly<Record<string, Implementation>> = {
  and: (args) => boolValue(truth(args, 0) && truth(args, 1)),
  or: (args) => boolValue(truth(args, 0) || truth(args, 1)),
  not: (args) => boolValue(!truth(args, 0)),
  equal: (args) => boolValue(sameValue(args[0]!, args[1]!)),
  notequal: (args) => boolValue(!sameValue(args[0]!, args[1]!)),
  greaterthan: binary(">"),
  greaterthanorequalto: binary(">="),
  lessthan: binary("<"),
  lessthanorequalto: binary("<="),
};
