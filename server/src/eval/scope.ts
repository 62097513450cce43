import type { Span } from "../base/span.ts";
import type { CancellationSignal } from "../base/host.ts";
import type { Value } from "./value.ts";
import type { FunctionImplementation } from "./functions/call.ts";

/** A step that evaluation cannot take, with buildx's wording. Its place is known to whoever evaluates. */
export interface EvalFault {
  readonly code: string;
  readonly span: Span;
  readonly summary: string;
  readonly detail: string;
  /** The unknown name, for `unknown-variable` and `unknown-function`. */
  readonly name?: string;
}

/** Stops evaluation from inside; caught where one attribute's evaluation began. */
export class EvaluationStopped {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Longer texts are not made. */
export const maxTextLength = 16_000_000;

/** Counts work, so that no input keeps the caller waiting. */
export interface Budget {
  /** How many steps are left. */
  steps: number;
  /** How many were really taken: what is known from an earlier evaluation counts as used, and takes no time. */
  taken: number;
  readonly signal: CancellationSignal | undefined;
}

export function createBudget(steps: number, signal: CancellationSignal | undefined): Budget {
  return { steps, taken: 0, signal };
}

/** Leaves so many steps for what comes now. Returns how many to give back afterwards. */
export function limitSteps(budget: Budget, most: number | undefined): number {
  const kept = most === undefined ? 0 : Math.max(0, budget.steps - most);
  budget.steps -= kept;
  return kept;
}

/** @throws EvaluationStopped when the budget is used up or the caller has cancelled. */
export function spend(budget: Budget, steps = 1): void {
  budget.steps -= steps;
  budget.taken += steps;
  if (budget.steps < 0) throw new EvaluationStopped("the evaluation took too long");
  if ((budget.steps & 1023) < steps && budget.signal?.isCancelled) throw new EvaluationStopped("the evaluation was cancelled");
}

/** Names that an expression sees. Lookups go outward; `parent` is undefined at the file set's own scope. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Value>;
  readonly parent: Scope | undefined;
}

/** What evaluation of one expression needs beside names. */
export interface EvalContext {
  readonly uri: string;
  readonly faults: EvalFault[];
  readonly budget: Budget;
  /** Standard and own functions that are ready to be called. */
  readonly functions: ReadonlyMap<string, FunctionImplementation>;
  /** Names for "did you mean". */
  readonly surroundings: Surroundings;
}

/** What values may depend on outside the files. Absent parts make dependent values unknown. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now?: number;
  readonly homeFolder?: string;
  readonly randomBytes?: (count: number) => Uint8Array;
}

export function findVariable(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const value = at.variables.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function childScope(parent: Scope, variables: Iterable<readonly [string, Value]>): Scope {
  return { variables: new Map(variables), parent };
}
