import type { Span, Spanned } from "../../base/span.ts";
import type { Fault } from "../fault.ts";

/**
 * The syntax tree of a Dockerfile, as BuildKit's parser reads it. All spans are offsets into `text`; nodes are immutable.
 * Parsing always yields a tree: what is not understood is an `unknown` instruction and a fault.
 */
export interface DockerfileTree {
  readonly text: string;
  /** The escape character in force: a backslash, or a backtick by directive. */
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  /** Every comment line in order, those between the lines of an instruction included. */
  readonly comments: readonly Comment[];
  /** In order of appearance, unknown ones included. ONBUILD holds its inner instruction. */
  readonly instructions: readonly Instruction[];
  readonly faults: readonly Fault[];
}

/** A parser directive at the top of the file, `# name=value`. */
export interface Directive extends Spanned {
  /** Lower case: `syntax`, `escape`, `check`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
}

/** One comment line, from its `#` to the end of the line's content. */
export interface Comment extends Spanned {
  /** What follows the `#`, trimmed. */
  readonly text: string;
  /** Whether it stands between the continued lines of an instruction. */
  readonly inside: boolean;
}

/**
 * A blank-separated piece of an instruction as written, quotes and variables included. `text` is the source without line
 * continuations and the comment lines between them; where it equals the source, offsets in it are `span.start + index`.
 */
export interface Word extends Spanned {
  readonly text: string;
}

/** `--name` or `--name=value` in front of an instruction's arguments. */
export interface Flag extends Spanned {
  /** Without the dashes, and without quotes and escapes if someone wrote any. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Undefined for a bare `--name`. */
  readonly value: Word | undefined;
  /** The value without its quotes and escapes, as BuildKit uses it. */
  readonly plainValue: string | undefined;
}

export interface Heredoc {
  /** The operator with its delimiter, such as `<<-"EOF"`. */
  readonly span: Span;
  readonly delimiter: string;
  /** A quoted delimiter keeps the body from being expanded. */
  readonly isQuoted: boolean;
  /** `<<-`: leading tabs of the body's lines are dropped. */
  readonly stripsTabs: boolean;
  /** The file descriptor in front of the operator, as in `3<<EOF`. */
  readonly fileDescriptor: number | undefined;
  /** The body's lines with the last line break; empty for an empty body. */
  readonly body: Span;
  /** The closing delimiter's line content; undefined when the file ended first. */
  readonly terminator: Span | undefined;
}

/** `["a", "b"]`. */
export interface JsonArray extends Spanned {
  readonly items: readonly JsonString[];
}

/** A string in a JSON array; `span` holds its quotes, `value` is decoded. */
export interface JsonString extends Spanned {
  readonly value: string;
}

interface InstructionBase extends Spanned {
  /**
   * From the keyword to the end of the instruction's last line of content, heredoc bodies included; without the line break.
   * An unfinished heredoc takes it to the end of the file.
   */
  readonly span: Span;
  /** The same without heredoc bodies. */
  readonly headSpan: Span;
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** Everything behind the keyword, flags included, trimmed; empty at the keyword's end when nothing follows. */
  readonly argumentsSpan: Span;
  readonly flags: readonly Flag[];
  readonly heredocs: readonly Heredoc[];
}

/** A command in shell or exec form. */
export interface Command extends Spanned {
  readonly form: "shell" | "exec";
  /** The array of the exec form. */
  readonly exec: JsonArray | undefined;
}

export interface KeyValue extends Spanned {
  readonly key: Word;
  /** Undefined where no value is given (`ARG name`). */
  readonly value: Word | undefined;
  /** The old form with a blank, `ENV key rest of line`. */
  readonly isLegacy: boolean;
}

export interface FromInstruction extends InstructionBase {
  readonly kind: "FROM";
  readonly image: Word | undefined;
  /** The word `AS`. */
  readonly as: Word | undefined;
  readonly name: Word | undefined;
  /** Words that do not belong there, when there are any. */
  readonly extraWords: readonly Word[] | undefined;
}

export interface RunInstruction extends InstructionBase {
  readonly kind: "RUN";
  /** Behind the flags; with heredocs its span ends at the head's end. */
  readonly command: Command | undefined;
}

export interface CommandInstruction extends InstructionBase {
  readonly kind: "CMD" | "ENTRYPOINT" | "SHELL";
  readonly command: Command | undefined;
}

export interface CopyInstruction extends InstructionBase {
  readonly kind: "COPY" | "ADD";
  /** Heredoc operators stand among the sources as written. */
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
  /** Whether the paths stand in a JSON array. */
  readonly json: JsonArray | undefined;
}

export interface PairsInstruction extends InstructionBase {
  readonly kind: "ENV" | "LABEL" | "ARG";
  readonly pairs: readonly KeyValue[];
}

export interface WordsInstruction extends InstructionBase {
  readonly kind: "EXPOSE" | "VOLUME" | "USER" | "WORKDIR" | "STOPSIGNAL" | "MAINTAINER";
  /** For USER, WORKDIR, STOPSIGNAL and MAINTAINER one word that spans the rest of the line. */
  readonly words: readonly Word[];
  /** VOLUME may hold its paths in a JSON array; then `words` are the decoded strings. */
  readonly json: JsonArray | undefined;
}

export interface HealthcheckInstruction extends InstructionBase {
  readonly kind: "HEALTHCHECK";
  /** The word NONE or CMD, as written. */
  readonly type: Word | undefined;
  readonly isNone: boolean;
  /** The command behind CMD. */
  readonly command: Command | undefined;
}

export interface OnbuildInstruction extends InstructionBase {
  readonly kind: "ONBUILD";
  readonly inner: Instruction | undefined;
}

export interface UnknownInstruction extends InstructionBase {
  readonly kind: "unknown";
  readonly words: readonly Word[];
}

export type Instruction =
  | FromInstruction
  | RunInstruction
  | CommandInstruction
  | CopyInstruction
  | PairsInstruction
  | WordsInstruction
  | HealthcheckInstruction
  | OnbuildInstruction
  | UnknownInstruction;

export type InstructionKind = Instruction["kind"];

/** The instruction type that a kind belongs to: `InstructionOf<"COPY">` is `CopyInstruction`. */
export type InstructionOf<K extends InstructionKind> = Instruction extends infer I
  ? I extends { readonly kind: infer Kinds }
    ? K extends Kinds
      ? I
      : never
    : never
  : never;
