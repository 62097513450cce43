import { toSafeInteger } from "../number.ts";
import type { BigFloat } from "../number.ts";
import type { BoolValue, NumberValue, StringValue, Value } from "../value.ts";
import { FunctionError } from "./call.ts";
import type { CallContext } from "./call.ts";

/** How a standard function is written: arguments come converted to its parameters' types and not null unless allowed. */
export type Implementation = (args: readonly Value[], context: CallContext) => Value;

export function text(args: readonly Value[], index: number): string {
  return (args[index] as StringValue).text;
}

export function number(args: readonly Value[], index: number): BigFloat {
  return (args[index] as NumberValue).number;
}

export function truth(args: readonly Value[], index: number): boolean {
  return (args[index] as BoolValue).truth;
}

export function items(args: readonly Value[], index: number): readonly Value[] {
  const value = args[index];
  return value !== undefined && "items" in value ? value.items : [];
}

/** @throws FunctionError when the number has a fraction or is too large to be meant. */
export function integer(args: readonly Value[], index: number): number {
  const value = toSafeInteger(number(args, index));
  if (value === undefined) throw new FunctionError("value must be a whole number, between -9223372036854775808 and 9223372036854775807 inclusive", index);
  return value;
}
