import type { Expression } from "../syntax/hcl/tree.ts";
import type { Span } from "../base/span.ts";
import type { Scope } from "./scope.ts";
import { findVariable } from "./scope.ts";
import { referencesOf } from "./references.ts";
import type { Reference } from "./references.ts";
import { addFault, maxResolutionDepth } from "./set-state.ts";
import type { SetState } from "./set-state.ts";
import { resolveName } from "./variables.ts";
import { resolveFunction } from "./own-functions.ts";
import { resolveBlocks } from "./blocks.ts";

/** Why a dependency cannot be had. `missing` ones are left for evaluation to report, where that is allowed. */
export interface DependencyFault {
  readonly missing: boolean;
  readonly detail: string;
  readonly code: string;
  readonly better?: { readonly span: Span; readonly message: string };
  readonly name?: string;
}

/**
 * Resolves what an expression refers to before it is evaluated, as buildx does; its odd messages come from doing it in this order.
 * `marked` holds the names that this scope has asked for before. Gives false after recording a fault over the whole expression.
 */
export function loadDependencies(
  state: SetState, uri: string, expression: Expression, scope: Scope, marked: Set<string>, hidden: ReadonlySet<string>, allowMissing: boolean,
): boolean {
  if (state.depth >= maxResolutionDepth) return report(state, uri, expression, { missing: false, code: "too-deep", detail: `more than ${maxResolutionDepth} names depend on one another` });
  state.depth++;
  const loaded = loadReferences(state, uri, expression, scope, marked, hidden, allowMissing);
  state.depth--;
  return loaded;
}

function loadReferences(
  state: SetState, uri: string, expression: Expression, scope: Scope, marked: Set<string>, hidden: ReadonlySet<string>, allowMissing: boolean,
): boolean {
  const { variables, calls } = referencesOf(expression);
  for (const call of calls) {
    const fault = resolveFunction(state, call.name);
    if (fault !== undefined && !(allowMissing && fault.missing)) return report(state, uri, expression, fault);
  }
  for (const reference of variables) {
    if (hidden.has(reference.name)) continue;
    const fault = reference.name === "target" || reference.name === "group"
      ? loadBlock(state, reference, allowMissing) : loadName(state, reference, scope, marked);
    if (fault !== undefined && !(allowMissing && fault.missing)) return report(state, uri, expression, fault);
  }
  return true;
}

function report(state: SetState, uri: string, expression: Expression, fault: DependencyFault): false {
  addFault(state, uri, {
    code: fault.code, span: expression.span, summary: "Invalid expression", detail: fault.detail,
    ...(fault.better === undefined ? {} : { better: fault.better }), ...(fault.name === undefined ? {} : { name: fault.name }),
  });
  return false;
}

function loadName(state: SetState, reference: Reference, scope: Scope, marked: Set<string>): DependencyFault | undefined {
  if (findVariable(scope, reference.name) !== undefined) return undefined;
  const fault = resolveName(state, reference.name, marked);
  if (fault?.code !== "unknown-variable" || fault.missing) return fault;
  return { ...fault, better: { span: reference.span, message: `There is no variable named "${reference.name}".` } };
}

function loadBlock(state: SetState, reference: Reference, allowMissing: boolean): DependencyFault | undefined {
  const type = reference.name as "target" | "group";
  const { first } = reference;
  if (first === undefined) return { missing: false, code: "invalid-reference", detail: `cannot access ${type} as a variable` };
  if (first.kind !== "attribute") return { missing: false, code: "invalid-reference", detail: `cannot traverse ${type} without attribute` };
  return resolveBlocks(state, type, first.name, reference.second?.name, allowMissing);
}
