import type { BakeAttribute, BakeFile, FunctionBlock, GroupBlock, TargetBlock, VariableBlock } from "../model/bake/bake-file.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import type { BakeInput, EvaluatedVariable, EvaluationFault } from "./bake-evaluation.ts";
import type { Comparison, EarlierEvaluation } from "./earlier-evaluation.ts";
import type { BlockReferences } from "./block-references.ts";
import { evaluate } from "./expression.ts";
import type { FunctionImplementation } from "./functions/call.ts";
import type { Budget, EvalFault, Scope } from "./scope.ts";
import { createBudget, EvaluationStopped, limitSteps } from "./scope.ts";
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
  /** What it reads, if that is known from before. */
  references: readonly BlockReferences[] | undefined;
  /** What it took of the budget to resolve it; undefined until that is done, and when evaluation stopped before. */
  steps: number | undefined;
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
  /** What each fault is about: none is recorded twice. */
  readonly faultKeys: Set<string>;
  /** By URI. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is known from before an edit, while evaluating. */
  earlier: EarlierEvaluation | undefined;
  /** Own functions against those from before, by name. */
  readonly comparedFunctions: Map<string, Comparison>;
  /** Names with the value from before, in which only places are others. */
  readonly movedNames: Set<string>;
  /** How many names are being resolved inside one another. */
  depth: number;
  stopped: string | undefined;
}

/** Work that comes back where others may get their turn. */
export type Pieces<Result> = Generator<undefined, Result, undefined>;

/** Names that depend on one another further than this are not resolved: it keeps the recursion within the stack. */
export const maxResolutionDepth = 250;

export const builtinNames = ["BAKE_CMD_CONTEXT", "BAKE_LOCAL_PLATFORM"] as const;
const reserved = new Set<string>([...builtinNames, "target", "group"]);
const defaultBudget = 4_000_000;

export function createSetState(input: BakeInput, earlier: EarlierEvaluation | undefined): SetState {
  const names = new Map<string, Value>();
  const state: SetState = {
    input, files: input.files, budget: createBudget(input.budget ?? defaultBudget, input.signal), names, scope: { variables: names, parent: undefined },
    functions: new Map(standardFunctions), variables: new Map(), globals: new Map(), ownFunctions: new Map(),
    blocks: { target: new Map(), group: new Map() }, blockOrder: [], marked: new Set(), markedFunctions: new Set(), evaluated: new Map(), faults: [], faultKeys: new Set(),
    texts: new Map(input.files.map(({ uri, tree }) => [uri, tree.text])), earlier, comparedFunctions: new Map(), movedNames: new Set(), depth: 0, stopped: undefined,
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
    const entry: BlockState = { type: block.type, uri, block, instances: undefined, references: undefined, steps: undefined };
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
  const key = `${span.start}-${span.end} ${uri} ${summary} ${detail}`;
  if (state.faultKeys.has(key)) return;
  state.faultKeys.add(key);
  state.faults.push({ code, uri, span, summary, detail, weight, ...(name === undefined ? {} : { name }), ...(better === undefined ? {} : { better }) });
}

/** Evaluates within the set, recording faults; gives Unknown instead of stopping. */
export function evaluateIn(state: SetState, uri: string, expression: Expression, scope: Scope, weight = 1): Value {
  const faults: EvalFault[] = [];
  const left = limitSteps(state.budget, state.input.expressionBudget);
  let value: Value;
  try {
    value = evaluate(expression, scope, { uri, faults, budget: state.budget, functions: state.functions, surroundings: state.input });
  } catch (error) {
    if (!(error instanceof EvaluationStopped)) throw error;
    state.stopped ??= error.reason;
    value = unknownValue(error.reason);
  } finally {
    state.budget.steps += left;
  }
  for (const fault of faults) addFault(state, uri, fault, weight);
  return value;
}
