import type { BakeAttribute, BakeFile, FunctionBlock, GroupBlock, TargetBlock, VariableBlock } from "../model/bake/bake-file.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeInput, EvaluatedVariable, EvaluationFault } from "./bake-evaluation.ts";
import { evaluate } from "./expression.ts";
import type { FunctionImplementation } from "./functions/call.ts";
import type { Budget, EvalFault, Scope } from "./scope.ts";
import { EvaluationStopped } from "./scope.ts";
import type { Value } from "./value.ts";
import { unknownValue } from "./value.ts";
import { standardFunctions } from "./functions/standard-functions.ts";

/** Something and the file that it stands in. */
export interface Placed<T> {
  readonly uri: string;
  readonly item: T;
}

/** One target or group block, and for a matrix one instance for each combination. */
export interface BlockState {
  readonly type: "target" | "group";
  readonly uri: string;
  readonly block: TargetBlock | GroupBlock;
  instances: BlockInstance[] | undefined;
}

export interface BlockInstance {
  readonly name: string;
  /** The set's scope, or one with the axes' names. */
  readonly scope: Scope;
  /** Decoded values by attribute name; absent when not written or in error. */
  readonly values: Map<string, Value>;
  readonly started: Set<string>;
  readonly done: Set<string>;
  readonly marked: Set<string>;
}

/** Everything that is known so far while a set of files is evaluated. */
export interface SetState {
  readonly input: BakeInput;
  readonly files: readonly BakeFile[];
  readonly budget: Budget;
  /** Resolved variables and globals, and `target` and `group`. */
  readonly names: Map<string, Value>;
  readonly scope: Scope;
  readonly functions: Map<string, FunctionImplementation>;
  readonly variables: Map<string, Placed<VariableBlock>>;
  readonly globals: Map<string, Placed<BakeAttribute>>;
  readonly ownFunctions: Map<string, Placed<FunctionBlock>>;
  readonly blocks: Record<"target" | "group", Map<string, BlockState[]>>;
  readonly blockOrder: BlockState[];
  /** Names whose resolution has begun in the set's own scope. */
  readonly marked: Set<string>;
  readonly markedFunctions: Set<string>;
  readonly evaluated: Map<string, EvaluatedVariable>;
  readonly faults: EvaluationFault[];
  /** How many names are being resolved inside one another. */
  depth: number;
  stopped: string | undefined;
}

/** Names that depend on one another further than this are not resolved: it keeps the recursion within the stack. */
export const maxResolutionDepth = 250;

export const builtinNames = ["BAKE_CMD_CONTEXT", "BAKE_LOCAL_PLATFORM"] as const;
const reserved = new Set<string>([...builtinNames, "target", "group"]);
const defaultBudget = 4_000_000;

export function createSetState(input: BakeInput): SetState {
  const names = new Map<string, Value>();
  const state: SetState = {
    input, files: input.files, budget: { steps: input.budget ?? defaultBudget, signal: input.signal }, names, scope: { variables: names, parent: undefined },
    functions: new Map(standardFunctions), variables: new Map(), globals: new Map(), ownFunctions: new Map(),
    blocks: { target: new Map(), group: new Map() }, blockOrder: [], marked: new Set(), markedFunctions: new Set(), evaluated: new Map(), faults: [],
    depth: 0, stopped: undefined,
  };
  for (const file of input.files) declare(state, file);
  return state;
}

/** Later declarations of one name replace earlier ones, except blocks, which merge. */
function declare(state: SetState, file: BakeFile): void {
  const { uri } = file;
  for (const item of file.variables) if (!reserved.has(item.name)) state.variables.set(item.name, { uri, item });
  for (const item of file.functions) if (!reserved.has(item.name)) state.ownFunctions.set(item.name, { uri, item });
  for (const item of file.globals) {
    if (!reserved.has(item.name) && item.name !== "variable" && item.name !== "function") state.globals.set(item.name, { uri, item });
  }
  const blocks = [...file.targets, ...file.groups].sort((a, b) => a.span.start - b.span.start);
  for (const block of blocks) {
    const entry: BlockState = { type: block.type, uri, block, instances: undefined };
    const sameName = state.blocks[block.type].get(block.name);
    if (sameName === undefined) state.blocks[block.type].set(block.name, [entry]);
    else sameName.push(entry);
    state.blockOrder.push(entry);
  }
}

export function addFault(
  state: SetState, uri: string, fault: EvalFault & { readonly better?: EvaluationFault["better"] }, weight = 1,
): void {
  const { code, span, summary, detail, name, better } = fault;
  const again = state.faults.some((other) => other.uri === uri && other.span.start === span.start && other.span.end === span.end && other.summary === summary && other.detail === detail);
  if (again) return;
  state.faults.push({ code, uri, span, summary, detail, weight, ...(name === undefined ? {} : { name }), ...(better === undefined ? {} : { better }) });
}

/** Evaluates within the set, recording faults; gives Unknown instead of stopping. */
export function evaluateIn(state: SetState, uri: string, expression: Expression, scope: Scope, weight = 1): Value {
  const faults: EvalFault[] = [];
  let value: Value;
  try {
    value = evaluate(expression, scope, { uri, faults, budget: state.budget, functions: state.functions, surroundings: state.input });
  } catch (error) {
    if (!(error instanceof EvaluationStopped)) throw error;
    state.stopped ??= error.reason;
    value = unknownValue(error.reason);
  }
  for (const fault of faults) addFault(state, uri, fault, weight);
  return value;
}
