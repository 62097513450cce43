import type { Budget, Surroundings } from "../scope.ts";
import type { Type, Value } from "../value.ts";

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly nullable: boolean;
}

export interface CallContext {
  readonly budget: Budget;
  readonly surroundings: Surroundings;
}

export interface FunctionImplementation {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly variadic: Parameter | undefined;
  /** Whether the implementation looks only at the outside of lists and objects, so that unknown elements do no harm. */
  readonly shallow: boolean;
  /**
   * Arguments are converted to the parameters' types and known.
   * @throws FunctionError when they do not suit; EvaluationStopped when the budget is used up.
   */
  readonly call: (args: readonly Value[], context: CallContext) => Value;
}

/** Why a function refuses its arguments; `argument` is the index of the one at fault, if one is. */
export class FunctionError {
  readonly message: string;
  readonly argument: number | undefined;
  constructor(message: string, argument?: number) {
    this.message = message;
    this.argument = argument;
  }
}
