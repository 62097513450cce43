import type { Fault } from "../fault.ts";
import type {
  AndOrList,
  AndOrOperator,
  CommandList,
  CommandNode,
  Pipeline,
  Redirection,
  Separator,
  ShellCommand,
  ShellScript,
  ShellWord,
  Statement,
  WordPart,
} from "./tree.ts";

/** A simple command with what stands around it. */
export interface CommandUse {
  readonly command: ShellCommand;
  readonly pipeline: Pipeline;
  /** Its place in the pipeline, from 0. */
  readonly pipelineIndex: number;
  readonly list: AndOrList;
  /** The place of its pipeline in the and-or list, from 0. */
  readonly listIndex: number;
  readonly statement: Statement;
  /** The statements among which its own stands. */
  readonly siblings: readonly Statement[];
  readonly statementIndex: number;
  /** What joins its pipeline to the one before it and behind it in the and-or list, or ends the statement. */
  readonly before: AndOrOperator | undefined;
  readonly after: AndOrOperator | Separator | undefined;
  readonly scope: Scope;
  /** The statement, or one that it is nested in, ends in `&`. */
  readonly isBackground: boolean;
  /** It decides a branch: within the condition of `if`, `while` or `until`. */
  readonly isCondition: boolean;
  /** A failure goes unseen by design: `… || true`, or `!` in front; of a command around it as well. */
  readonly isFailureIgnored: boolean;
}

/** The shell environment that a command runs in, and the construct that encloses it. */
export interface Scope {
  readonly kind: "script" | "subshell" | "substitution" | "function" | "group" | "branch" | "loop" | "coprocess";
  readonly parent: Scope | undefined;
  /** Shared by all scopes that see each other's changes of directory, variables and options. */
  readonly environment: ShellEnvironment;
  /** Of the function that this scope or one around it is the body of. */
  readonly functionName: string | undefined;
  /** Whether directory and variable changes are lost at the scope's end; holds for scopes within as well. */
  readonly isSubshell: boolean;
  /** Whether its commands may be left out or run several times: branches, loops and function bodies. */
  readonly isConditional: boolean;
  readonly isBackground: boolean;
  readonly isCondition: boolean;
  readonly isFailureIgnored: boolean;
}

/** A process of the shell: the script's own, or that of a subshell, which starts as a copy of its parent's. */
export interface ShellEnvironment {
  readonly parent: ShellEnvironment | undefined;
}

function scriptScope(): Scope {
  return {
    kind: "script",
    parent: undefined,
    environment: { parent: undefined },
    functionName: undefined,
    isSubshell: false,
    isConditional: false,
    isBackground: false,
    isCondition: false,
    isFailureIgnored: false,
  };
}

const maxDepth = 200;

/**
 * All simple commands in the order in which they run: those in substitutions come before the command that uses them,
 * bodies of functions stand where they are defined. Walks anew at each call.
 */
export function commandsOf(script: CommandList): CommandUse[] {
  const walk: Walk = { uses: [], scripts: [], depth: 0 };
  visitList(script, scriptScope(), walk);
  return walk.uses;
}

/** The faults of a script and of every script in it, in the order of the text. */
export function shellFaults(script: ShellScript): Fault[] {
  const walk: Walk = { uses: [], scripts: [script], depth: 0 };
  visitList(script, scriptScope(), walk);
  const faults = walk.scripts.flatMap((inner) => inner.faults);
  return faults.sort((a, b) => a.span.start - b.span.start);
}

interface Walk {
  readonly uses: CommandUse[];
  readonly scripts: ShellScript[];
  depth: number;
}

function visitList(list: CommandList, scope: Scope, walk: Walk): void {
  if (walk.depth >= maxDepth) return;
  walk.depth++;
  for (let statementIndex = 0; statementIndex < list.statements.length; statementIndex++) {
    const statement = list.statements[statementIndex]!;
    const rescued = rescuedPipelines(statement.list);
    for (let listIndex = 0; listIndex < statement.list.pipelines.length; listIndex++) {
      const isRescued = rescued !== undefined && rescued[listIndex] === true;
      visitPipeline({ statement, siblings: list.statements, statementIndex, listIndex, isRescued }, scope, walk);
    }
  }
  walk.depth--;
}

interface Place {
  readonly statement: Statement;
  readonly siblings: readonly Statement[];
  readonly statementIndex: number;
  readonly listIndex: number;
  readonly isRescued: boolean;
}

function visitPipeline(place: Place, scope: Scope, walk: Walk): void {
  const { statement, listIndex } = place;
  const { list, separator } = statement;
  const pipeline = list.pipelines[listIndex]!;
  const { commands } = pipeline;
  const isFailureIgnored = scope.isFailureIgnored || pipeline.isNegated || place.isRescued;
  const isBackground = scope.isBackground || separator?.operator === "&";
  for (let pipelineIndex = 0; pipelineIndex < commands.length; pipelineIndex++) {
    const node = commands[pipelineIndex]!;
    if (node.kind !== "command") {
      const forks = commands.length > 1 || separator?.operator === "&";
      const environment = forks ? { parent: scope.environment } : scope.environment;
      visitCompound(node, { ...scope, environment, isFailureIgnored, isBackground, isSubshell: scope.isSubshell || forks }, walk);
      continue;
    }
    visitCommandWords(node, scope, walk);
    walk.uses.push({
      command: node,
      pipeline,
      pipelineIndex,
      list,
      listIndex,
      statement,
      siblings: place.siblings,
      statementIndex: place.statementIndex,
      before: list.operators[listIndex - 1],
      after: list.operators[listIndex] ?? separator,
      scope,
      isBackground,
      isCondition: scope.isCondition,
      isFailureIgnored,
    });
  }
}

/** For each pipeline whether the next `||` behind it leads to something that always succeeds; undefined when none does. */
function rescuedPipelines(list: AndOrList): boolean[] | undefined {
  if (list.operators.length === 0) return undefined;
  let rescued: boolean[] | undefined;
  let isRescued = false;
  for (let index = list.operators.length - 1; index >= 0; index--) {
    if (list.operators[index]!.operator === "||") isRescued = alwaysSucceeds(list.pipelines[index + 1]);
    if (isRescued) (rescued ??= [])[index] = true;
  }
  return rescued;
}

const succeeding = new Set(["true", ":", "echo", "printf"]);

function alwaysSucceeds(pipeline: Pipeline | undefined): boolean {
  const node = pipeline?.commands.at(-1);
  if (node?.kind !== "command" || pipeline!.isNegated) return false;
  const name = node.name?.value;
  return name !== undefined && (succeeding.has(name) || (name === "exit" && node.arguments[0]?.value === "0"));
}

function visitCompound(node: Exclude<CommandNode, ShellCommand>, outer: Scope, walk: Walk): void {
  const inner = (kind: Scope["kind"], changes: Partial<Scope> = {}): Scope => ({ ...outer, kind, parent: outer, ...changes });
  const environment: ShellEnvironment = { parent: outer.environment };
  visitRedirections(node.redirections, outer, walk);
  switch (node.kind) {
    case "subshell":
      return visitList(node.body, inner("subshell", { isSubshell: true, environment }), walk);
    case "group":
      return visitList(node.body, inner("group"), walk);
    case "coprocess":
      return visitList(node.body, inner("coprocess", { isSubshell: true, environment, isBackground: true }), walk);
    case "function": {
      const functionName = node.name.unquoted;
      return visitList(node.body, inner("function", { functionName, isConditional: true, isCondition: false, isFailureIgnored: false }), walk);
    }
    case "if":
      node.branches.forEach((branch, index) => {
        visitList(branch.condition, inner("branch", { isCondition: true, isConditional: outer.isConditional || index > 0 }), walk);
        visitList(branch.body, inner("branch", { isConditional: true }), walk);
      });
      if (node.otherwise !== undefined) visitList(node.otherwise, inner("branch", { isConditional: true }), walk);
      return;
    case "while":
    case "until":
      visitList(node.condition, inner("loop", { isCondition: true }), walk);
      return visitList(node.body, inner("loop", { isConditional: true }), walk);
    case "for":
    case "select":
      for (const word of node.words ?? []) visitWord(word, outer, walk);
      return visitList(node.body, inner("loop", { isConditional: true }), walk);
    case "case":
      visitWord(node.word, outer, walk);
      for (const item of node.items) visitList(item.body, inner("branch", { isConditional: true }), walk);
      return;
    case "test":
    case "arithmetic":
      for (const word of node.words) visitWord(word, outer, walk);
  }
}

function visitCommandWords(node: ShellCommand, scope: Scope, walk: Walk): void {
  for (const assignment of node.assignments) visitWord(assignment.value, scope, walk);
  if (node.name !== undefined) visitWord(node.name, scope, walk);
  for (const word of node.arguments) visitWord(word, scope, walk);
  visitRedirections(node.redirections, scope, walk);
}

function visitRedirections(redirections: readonly Redirection[], scope: Scope, walk: Walk): void {
  for (const redirection of redirections) {
    if (redirection.target !== undefined) visitWord(redirection.target, scope, walk);
    if (redirection.heredoc !== undefined && !redirection.heredoc.isQuoted) visitWord(redirection.heredoc.body, scope, walk);
  }
}

function visitWord(word: ShellWord, scope: Scope, walk: Walk): void {
  const { text } = word;
  if (text.includes("$") || text.includes("`") || text.includes("(")) visitParts(word.parts, scope, walk);
}

function visitParts(parts: readonly WordPart[], scope: Scope, walk: Walk): void {
  for (const part of parts) {
    if (part.kind === "double-quoted") visitParts(part.parts, scope, walk);
    else if (part.kind === "parameter" && part.operand !== undefined) visitWord(part.operand, scope, walk);
    else if (part.kind === "command" || part.kind === "process") {
      walk.scripts.push(part.script);
      const inner: Scope = { ...scope, kind: "substitution", parent: scope, environment: { parent: scope.environment }, isSubshell: true };
      visitList(part.script, inner, walk);
    }
  }
}
