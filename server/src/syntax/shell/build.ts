import type {
  AndOr,
  Assignment as UnbashAssignment,
  Command,
  CommandArgument,
  CommandNode as UnbashNode,
  CompoundList,
  HereDocBody,
  Pipeline as UnbashPipeline,
  PipelineNode,
  Redirection as UnbashRedirection,
  Statement as UnbashStatement,
  SyntaxNode,
  Word,
} from "unbash";
import { forEachChild } from "unbash";
import type {
  AndOrList,
  AndOrOperator,
  Assignment,
  CommandList,
  CommandNode,
  Pipeline,
  PipeOperator,
  Redirection,
  Separator,
  ShellCommand,
  ShellWord,
  Statement,
} from "./tree.ts";
import { buildWord, compoundWord, literalWord, spanOf, type BuildContext } from "./words.ts";

export function buildList(commands: readonly UnbashStatement[], context: BuildContext): Statement[] {
  return commands.map((statement) => buildStatement(statement, context));
}

function body(list: CompoundList, context: BuildContext): CommandList {
  return { span: spanOf(context, list.pos, list.end), statements: buildList(list.commands, context) };
}

function buildStatement(statement: UnbashStatement, context: BuildContext): Statement {
  const { command } = statement;
  const list = buildAndOr(command, context);
  const separator = separatorAfter(statement, context);
  return { span: spanOf(context, command.pos, command.end), list, separator };
}

function separatorAfter(statement: UnbashStatement, context: BuildContext): Separator | undefined {
  if (statement.background === true) {
    return { operator: "&", span: spanOf(context, statement.end - 1, statement.end) };
  }
  const text = context.source.masked;
  let index = skipBlanks(text, statement.end);
  if (text[index] === ";" && text[index + 1] !== ";") return { operator: ";", span: spanOf(context, index, index + 1) };
  if (text[index] === "#") {
    const newline = text.indexOf("\n", index);
    if (newline === -1) return undefined;
    index = newline;
  }
  return text[index] === "\n" ? { operator: "\n", span: spanOf(context, index, index + 1) } : undefined;
}

/** Past blanks and the shell's own line continuations. */
function skipBlanks(text: string, from: number): number {
  let index = from;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code === 32 || code === 9) index++;
    else if (code === 92 && text.charCodeAt(index + 1) === 10) index += 2;
    else return index;
  }
}

function buildAndOr(node: PipelineNode | AndOr, context: BuildContext): AndOrList {
  const span = spanOf(context, node.pos, node.end);
  if (node.type !== "AndOr") return { span, pipelines: [buildPipeline(node, context)], operators: [] };
  const operators: AndOrOperator[] = node.operators.map((operator, index) => ({
    operator,
    span: operatorSpan(operator, node.commands[index]!.end, context),
  }));
  return { span, pipelines: node.commands.map((command) => buildPipeline(command, context)), operators };
}

function buildPipeline(node: PipelineNode, context: BuildContext): Pipeline {
  const span = spanOf(context, node.pos, node.end);
  if (node.type !== "Pipeline") {
    return { span, isNegated: false, isTimed: false, commands: [buildNode(node, context)], operators: [] };
  }
  const negations = node.prefixes.filter((prefix) => prefix.type === "Negation").length;
  const operators: PipeOperator[] = node.operators.map((operator, index) => ({
    operator,
    span: operatorSpan(operator, node.commands[index]!.end, context),
  }));
  return {
    span,
    isNegated: negations % 2 === 1,
    isTimed: isTimed(node),
    commands: node.commands.map((command) => buildNode(command, context)),
    operators,
  };
}

function isTimed(node: UnbashPipeline): boolean {
  return node.prefixes.some((prefix) => prefix.type === "Time");
}

/** The parser keeps no positions of operators, but only blanks can stand between a command and the operator behind it. */
function operatorSpan(operator: string, from: number, context: BuildContext) {
  const index = context.source.masked.indexOf(operator, from);
  return index === -1 ? spanOf(context, from, from) : spanOf(context, index, index + operator.length);
}

function buildNode(node: UnbashNode, context: BuildContext): CommandNode {
  if (node.type === "Command") return buildCommand(node, context);
  if (node.type === "Redirected") {
    const redirections = node.redirects.map((redirect) => buildRedirection(redirect, context));
    return { ...buildCompound(node.command, context), redirections, span: spanOf(context, node.pos, node.end) };
  }
  return buildCompound(node, context);
}

function buildCompound(node: Exclude<UnbashNode, Command | { type: "Redirected" }>, context: BuildContext): CommandNode {
  const base = { span: spanOf(context, node.pos, node.end), redirections: [] };
  switch (node.type) {
    case "Subshell":
      return { kind: "subshell", ...base, body: body(node.body, context) };
    case "BraceGroup":
      return { kind: "group", ...base, body: body(node.body, context) };
    case "If": {
      const branches = [node, ...node.elif].map((branch) => ({
        span: spanOf(context, branch.pos, branch.then.end),
        condition: body(branch.clause, context),
        body: body(branch.then, context),
      }));
      return { kind: "if", ...base, branches, otherwise: node.else === undefined ? undefined : body(node.else, context) };
    }
    case "While":
      return { kind: node.kind, ...base, condition: body(node.clause, context), body: body(node.body, context) };
    case "For":
    case "Select": {
      const words = node.wordlist?.map((word) => buildWord(word, context));
      return { kind: node.type === "For" ? "for" : "select", ...base, variable: buildWord(node.name, context), words, body: body(node.body, context) };
    }
    case "ArithmeticFor":
      return { kind: "for", ...base, variable: undefined, words: undefined, body: body(node.body, context) };
    case "Case":
      return { kind: "case", ...base, word: buildWord(node.word, context), items: node.items.map((item) => ({
        span: spanOf(context, item.pos, item.end),
        patterns: item.pattern.map((word) => buildWord(word, context)),
        body: body(item.body, context),
      })) };
    case "Function":
      return { kind: "function", ...base, name: buildWord(node.name, context), body: bodyOf(node.body, context) };
    case "Coproc":
      return { kind: "coprocess", ...base, body: bodyOf(node.body, context) };
    case "TestCommand":
      return { kind: "test", ...base, words: wordsWithin(node, context) };
    case "ArithmeticCommand":
      return { kind: "arithmetic", ...base, words: [] };
  }
}

/** A function's body as a list: the group's own content, or the one compound command. */
function bodyOf(node: UnbashNode | CompoundList, context: BuildContext): CommandList {
  if (node.type === "CompoundList") return body(node, context);
  if (node.type === "BraceGroup") return body(node.body, context);
  const span = spanOf(context, node.pos, node.end);
  const pipeline: Pipeline = { span, isNegated: false, isTimed: false, commands: [buildNode(node, context)], operators: [] };
  return { span, statements: [{ span, list: { span, pipelines: [pipeline], operators: [] }, separator: undefined }] };
}

function wordsWithin(node: SyntaxNode, context: BuildContext): ShellWord[] {
  const words: ShellWord[] = [];
  const pending: SyntaxNode[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === "Word") words.push(buildWord(next, context));
    else forEachChild(next, (child) => void pending.push(child));
  }
  return words.sort((a, b) => a.span.start - b.span.start);
}

function buildCommand(node: Command, context: BuildContext): ShellCommand {
  const assignments: Assignment[] = [];
  const redirections: Redirection[] = [];
  const words: ShellWord[] = [];
  for (const item of node.prefix) {
    if (item.type === "Assignment") assignments.push(buildAssignment(item, context));
    else redirections.push(buildRedirection(item, context));
  }
  for (const item of node.suffix) {
    if (item.type === "Word" || item.type === "Assignment") words.push(buildArgument(item, context));
    else redirections.push(buildRedirection(item, context));
  }
  return {
    kind: "command",
    span: spanOf(context, node.pos, node.end),
    assignments,
    name: node.name === undefined ? undefined : buildWord(node.name, context),
    arguments: words,
    redirections,
  };
}

function buildArgument(item: CommandArgument, context: BuildContext): ShellWord {
  if (item.type === "Word") return buildWord(item, context);
  const { value } = item;
  const span = spanOf(context, item.pos, item.end);
  if (value.type !== "Word") return literalWord(item.text, span);
  return compoundWord(item.text, span, item.text.slice(0, Math.max(0, value.pos - item.pos)), buildWord(value, context));
}

function buildAssignment(item: UnbashAssignment, context: BuildContext): Assignment {
  const { value } = item;
  const span = spanOf(context, item.pos, item.end);
  return {
    span,
    name: item.name,
    nameSpan: spanOf(context, item.pos, item.pos + item.name.length),
    isAppending: item.append === true,
    value: value.type === "Word" ? buildWord(value, context) : arrayWord(item, value.pos, value.end, context),
    isArray: value.type !== "Word",
  };
}

function arrayWord(item: UnbashAssignment, pos: number, end: number, context: BuildContext): ShellWord {
  const text = item.text.slice(pos - item.pos, end - item.pos);
  const word: Word = { type: "Word", text, value: text, pos, end, parts: undefined };
  return buildWord(word, context);
}

function buildRedirection(node: UnbashRedirection, context: BuildContext): Redirection {
  const descriptor = node.descriptor?.type === "FileDescriptor" ? node.descriptor.value : undefined;
  const base = { span: spanOf(context, node.pos, node.end), operator: node.operator, descriptor };
  if (node.type !== "HereDoc") {
    const target = node.target === undefined ? undefined : buildWord(node.target, context);
    return { ...base, target, heredoc: undefined };
  }
  const { delimiter, body: content } = node;
  const isQuoted = delimiter?.quoted === true;
  const text = isQuoted ? literalWord(content.text, spanOf(context, content.pos, content.end)) : buildWord(new HeredocText(content), context);
  return {
    ...base,
    target: delimiter === undefined ? undefined : literalWord(delimiter.value, spanOf(context, delimiter.pos, delimiter.end), delimiter.text),
    heredoc: { span: spanOf(context, content.pos, content.end), isQuoted, body: text },
  };
}

/** The body of a here-document as a word. */
class HeredocText implements Word {
  readonly type = "Word";
  readonly text: string;
  readonly value: string;
  readonly pos: number;
  readonly end: number;
  readonly #body: HereDocBody;

  constructor(body: HereDocBody) {
    this.text = body.text;
    this.value = body.text;
    this.pos = body.pos;
    this.end = body.end;
    this.#body = body;
  }

  get parts(): Word["parts"] {
    return this.#body.parts;
  }
}
