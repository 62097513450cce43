import type { Span, Spanned } from "../../base/span.ts";
import type { Fault } from "../fault.ts";

/**
 * The syntax tree of a POSIX or bash script, with the field's names. All spans are offsets into the file that holds the
 * script; nodes are immutable. Parts of words, and the scripts of substitutions, are computed when first asked for.
 */
export interface ShellScript extends CommandList {
  /** Of this script alone: each substitution's script has its own. `shellFaults` collects them all. */
  readonly faults: readonly Fault[];
}

export interface CommandList extends Spanned {
  readonly statements: readonly Statement[];
}

/** An and-or list with what ends it. */
export interface Statement extends Spanned {
  readonly list: AndOrList;
  /** Undefined for the last statement of a text or of a body closed by a word such as `fi`. */
  readonly separator: Separator | undefined;
}

export interface Separator extends Spanned {
  readonly operator: ";" | "&" | "\n";
}

/** Pipelines joined by `&&` and `||`; `operators[i]` stands behind `pipelines[i]`. A single pipeline has no operators. */
export interface AndOrList extends Spanned {
  readonly pipelines: readonly Pipeline[];
  readonly operators: readonly AndOrOperator[];
}

export interface AndOrOperator extends Spanned {
  readonly operator: "&&" | "||";
}

/** Commands joined by `|`; `operators[i]` stands behind `commands[i]`. */
export interface Pipeline extends Spanned {
  readonly isNegated: boolean;
  /** Led by the keyword `time`. */
  readonly isTimed: boolean;
  readonly commands: readonly CommandNode[];
  readonly operators: readonly PipeOperator[];
}

export interface PipeOperator extends Spanned {
  readonly operator: "|" | "|&";
}

/** A simple command. `name` is undefined for one that is only assignments or redirections. */
export interface ShellCommand extends Spanned {
  readonly kind: "command";
  readonly assignments: readonly Assignment[];
  readonly name: ShellWord | undefined;
  readonly arguments: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
}

interface Compound extends Spanned {
  readonly redirections: readonly Redirection[];
}

/** `( … )` */
export interface Subshell extends Compound {
  readonly kind: "subshell";
  readonly body: CommandList;
}

/** `{ …; }` */
export interface Group extends Compound {
  readonly kind: "group";
  readonly body: CommandList;
}

export interface IfClause extends Compound {
  readonly kind: "if";
  /** The `if` and each `elif`, in order. */
  readonly branches: readonly ConditionalBranch[];
  readonly otherwise: CommandList | undefined;
}

export interface ConditionalBranch extends Spanned {
  readonly condition: CommandList;
  readonly body: CommandList;
}

export interface LoopClause extends Compound {
  readonly kind: "while" | "until";
  readonly condition: CommandList;
  readonly body: CommandList;
}

export interface ForClause extends Compound {
  readonly kind: "for" | "select";
  /** Undefined for the arithmetic form, `for ((…))`. */
  readonly variable: ShellWord | undefined;
  /** What stands behind `in`; undefined where it is left out. */
  readonly words: readonly ShellWord[] | undefined;
  readonly body: CommandList;
}

export interface CaseClause extends Compound {
  readonly kind: "case";
  readonly word: ShellWord;
  readonly items: readonly CaseItem[];
}

export interface CaseItem extends Spanned {
  readonly patterns: readonly ShellWord[];
  readonly body: CommandList;
}

export interface FunctionDefinition extends Compound {
  readonly kind: "function";
  readonly name: ShellWord;
  readonly body: CommandList;
}

/** `[[ … ]]`, `(( … ))`: opaque but for the words in them. */
export interface TestCommand extends Compound {
  readonly kind: "test" | "arithmetic";
  readonly words: readonly ShellWord[];
}

export interface Coprocess extends Compound {
  readonly kind: "coprocess";
  readonly body: CommandList;
}

export type CommandNode =
  | ShellCommand
  | Subshell
  | Group
  | IfClause
  | LoopClause
  | ForClause
  | CaseClause
  | FunctionDefinition
  | TestCommand
  | Coprocess;

export interface Assignment extends Spanned {
  readonly name: string;
  readonly nameSpan: Span;
  /** `+=` */
  readonly isAppending: boolean;
  /** For an array the whole of it, parentheses included. */
  readonly value: ShellWord;
  readonly isArray: boolean;
}

export interface Redirection extends Spanned {
  readonly operator: "<" | ">" | ">>" | "<>" | "<&" | ">&" | ">|" | "&>" | "&>>" | "<<" | "<<-" | "<<<";
  /** The descriptor in front of the operator, where one is written as a number. */
  readonly descriptor: number | undefined;
  /** The file, descriptor, here-string or here-document delimiter; undefined where it is missing. */
  readonly target: ShellWord | undefined;
  readonly heredoc: ShellHeredoc | undefined;
}

/** The body of a here-document within a script. */
export interface ShellHeredoc extends Spanned {
  readonly isQuoted: boolean;
  /** The body as one word: literal when the delimiter is quoted. */
  readonly body: ShellWord;
}

export interface ShellWord extends Spanned {
  /** As written, quotes included. */
  readonly text: string;
  /** What the command receives, where that is known from the text: no expansion, no unquoted glob. */
  readonly value: string | undefined;
  /**
   * The word without its quotes and escapes; globs and expansions stay as they are written. For a word without expansions
   * this is what the command receives when no file matches.
   */
  readonly unquoted: string;
  /** Whether a parameter, command, arithmetic or brace expansion stands in it; a glob does not count. */
  readonly hasExpansion: boolean;
  readonly parts: readonly WordPart[];
}

export interface LiteralPart extends Spanned {
  readonly kind: "literal" | "single-quoted";
  /** Without quotes and escapes. */
  readonly value: string;
}

export interface GlobPart extends Spanned {
  readonly kind: "glob" | "brace";
  /** As written. */
  readonly value: string;
}

export interface DoubleQuotedPart extends Spanned {
  readonly kind: "double-quoted";
  readonly parts: readonly WordPart[];
}

export interface ParameterPart extends Spanned {
  readonly kind: "parameter";
  /** As written. */
  readonly text: string;
  readonly name: string;
  readonly nameSpan: Span;
  /** Such as `:-`, `%%`, `//`; `#` in front of the name is `length`, `!` is `indirect`. Undefined for a plain `$name`. */
  readonly operator: string | undefined;
  readonly operand: ShellWord | undefined;
}

export interface SubstitutionPart extends Spanned {
  /** `$(…)` or backticks, or `<(…)`. */
  readonly kind: "command" | "process";
  readonly text: string;
  readonly script: ShellScript;
}

export interface ArithmeticPart extends Spanned {
  readonly kind: "arithmetic";
  readonly text: string;
}

export type WordPart = LiteralPart | GlobPart | DoubleQuotedPart | ParameterPart | SubstitutionPart | ArithmeticPart;
