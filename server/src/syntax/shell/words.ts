import { alongside } from "../../base/anchored-span.ts";
import type { ParsedScript, Word as UnbashWord, WordPart as UnbashPart } from "unbash";
import type { Span } from "../../base/span.ts";
import { hasJoin, joinedSlice, type ShellSource } from "./source.ts";
import type { ShellScript, ShellWord, SubstitutionPart, WordPart } from "./tree.ts";

/**
 * What building nodes needs to know. `fixed` stands for every span where positions do not map to the file: scripts in
 * backticks whose escapes unbash resolves first.
 */
export interface BuildContext {
  readonly source: ShellSource;
  readonly fixed: Span | undefined;
  readonly depth: number;
  readonly buildScript: (script: ParsedScript | undefined, context: BuildContext, part: Span) => ShellScript;
}

const plainText = /^[\w@%+=:,./^-]*$/;

/** A word whose parts are resolved when first asked for, because most words are never looked into. */
class LazyWord implements ShellWord {
  readonly span: Span;
  readonly text: string;
  #context: BuildContext | undefined;
  #word: UnbashWord | undefined;
  #parts: readonly WordPart[] | undefined;
  #unquoted: string | undefined;
  #hasExpansion = false;
  #hasGlob = false;

  constructor(word: UnbashWord, context: BuildContext) {
    this.span = spanOf(context, word.pos, word.end);
    this.text = context.fixed === undefined ? context.source.original.slice(word.pos, word.end) : word.text;
    if (plainText.test(this.text)) {
      this.#unquoted = this.text;
      return;
    }
    this.#context = context;
    this.#word = word;
  }

  get parts(): readonly WordPart[] {
    if (this.#parts === undefined) {
      const { value } = this;
      this.#parts ??= [{ kind: "literal", span: this.span, value: value ?? this.text }];
    }
    return this.#parts;
  }

  get unquoted(): string {
    if (this.#unquoted === undefined) this.#resolve();
    return this.#unquoted!;
  }

  get hasExpansion(): boolean {
    if (this.#unquoted === undefined) this.#resolve();
    return this.#hasExpansion;
  }

  get value(): string | undefined {
    if (this.#unquoted === undefined) this.#resolve();
    return this.#hasExpansion || this.#hasGlob ? undefined : this.#unquoted;
  }

  #resolve(): void {
    const context = this.#context!;
    const word = this.#word!;
    const parts = word.parts;
    if (parts === undefined) {
      const literal = hasJoin(context.source, word.pos, word.end)
        ? unescapeBare(joinedSlice(context.source, word.pos, word.end))
        : word.value;
      this.#parts = [{ kind: "literal", span: this.span, value: literal }];
    } else {
      this.#parts = parts.map((part) => buildPart(part, context, false));
    }
    const kinds = new Set<WordPart["kind"]>();
    this.#unquoted = render(this.#parts, kinds);
    this.#hasGlob = kinds.has("glob");
    this.#hasExpansion = [...kinds].some((kind) => expanding.has(kind));
    this.#context = undefined;
    this.#word = undefined;
  }
}

const expanding: ReadonlySet<WordPart["kind"]> = new Set(["parameter", "command", "process", "arithmetic", "brace"]);

export function buildWord(word: UnbashWord, context: BuildContext): ShellWord {
  return new LazyWord(word, context);
}

/** A word that is exactly `value`, as in an exec form; its text is what is given, or the value. */
export function literalWord(value: string, span: Span, text: string = value): ShellWord {
  return { span, text, value, unquoted: value, hasExpansion: false, parts: [{ kind: "literal", span, value }] };
}

/** A word of several pieces in a row, such as `name=` and a value. */
export function compoundWord(text: string, span: Span, prefix: string, rest: ShellWord): ShellWord {
  return new CompoundWord(text, span, prefix, rest);
}

class CompoundWord implements ShellWord {
  readonly span: Span;
  readonly text: string;
  readonly #prefix: string;
  readonly #rest: ShellWord;

  constructor(text: string, span: Span, prefix: string, rest: ShellWord) {
    this.span = span;
    this.text = text;
    this.#prefix = prefix;
    this.#rest = rest;
  }

  get value(): string | undefined {
    const { value } = this.#rest;
    return value === undefined ? undefined : this.#prefix + value;
  }

  get unquoted(): string {
    return this.#prefix + this.#rest.unquoted;
  }

  get hasExpansion(): boolean {
    return this.#rest.hasExpansion;
  }

  get parts(): readonly WordPart[] {
    const literal: WordPart = { kind: "literal", span: alongside(this.span, this.span.start, this.#rest.span.start), value: this.#prefix };
    return [literal, ...this.#rest.parts];
  }
}

export function spanOf(context: BuildContext, pos: number, end: number): Span {
  if (context.fixed !== undefined) return context.fixed;
  const length = context.source.masked.length;
  const start = Math.min(Math.max(pos, 0), length);
  const { place } = context.source;
  return alongside(place, place.start + start, place.start + Math.min(Math.max(end, start), length));
}

function render(parts: readonly WordPart[], kinds: Set<WordPart["kind"]>): string {
  let text = "";
  for (const part of parts) {
    kinds.add(part.kind);
    if (part.kind === "double-quoted") text += render(part.parts, kinds);
    else text += "value" in part ? part.value : part.text;
  }
  return text;
}

function textOf(part: UnbashPart, context: BuildContext): string {
  if (context.fixed !== undefined || !hasJoin(context.source, part.pos, part.end)) return part.text;
  return joinedSlice(context.source, part.pos, part.end);
}

function buildPart(part: UnbashPart, context: BuildContext, isQuoted: boolean): WordPart {
  const span = spanOf(context, part.pos, part.end);
  switch (part.type) {
    case "Literal":
      return { kind: "literal", span, value: literalValue(part.value, part.pos, part.end, context, isQuoted) };
    case "SingleQuoted":
    case "AnsiCQuoted": {
      const joined = context.fixed === undefined && hasJoin(context.source, part.pos, part.end);
      const value = joined ? joinedSlice(context.source, part.pos, part.end).replace(/^\$?'|'$/g, "") : part.value;
      return { kind: "single-quoted", span, value };
    }
    case "DoubleQuoted":
    case "LocaleString":
      return { kind: "double-quoted", span, parts: part.parts.map((child) => buildPart(child, context, true)) };
    case "Glob":
    case "ExtendedGlob":
      return { kind: "glob", span, value: part.type === "Glob" ? part.value : part.text };
    case "BraceExpansion":
      return { kind: "brace", span, value: part.text };
    case "CommandExpansion":
    case "ProcessSubstitution":
      return buildSubstitution(part, span, context);
    case "ArithmeticExpansion":
      return { kind: "arithmetic", span, text: textOf(part, context) };
    case "SimpleExpansion":
      return {
        kind: "parameter",
        span,
        text: textOf(part, context),
        name: part.text.slice(1),
        nameSpan: spanOf(context, part.pos + 1, part.end),
        operator: undefined,
        operand: undefined,
      };
    case "ParameterExpansion":
      return buildParameter(part, span, context);
  }
}

function literalValue(value: string, pos: number, end: number, context: BuildContext, isQuoted: boolean): string {
  if (context.fixed !== undefined || !hasJoin(context.source, pos, end)) return value;
  const text = joinedSlice(context.source, pos, end);
  return isQuoted ? text.replace(/\\([\\$`"])/g, "$1") : unescapeBare(text);
}

function unescapeBare(text: string): string {
  return text.replace(/\\(\n|[^])/g, (_, escaped: string) => (escaped === "\n" ? "" : escaped));
}

type UnbashSubstitution = Extract<UnbashPart, { type: "CommandExpansion" | "ProcessSubstitution" }>;

function buildSubstitution(part: UnbashSubstitution, span: Span, context: BuildContext): WordPart {
  return new LazySubstitution(part, span, context);
}

/** A substitution whose script is read when it is first asked for. */
class LazySubstitution implements SubstitutionPart {
  readonly kind: "command" | "process";
  readonly span: Span;
  readonly text: string;
  readonly #part: UnbashSubstitution;
  readonly #context: BuildContext;
  #script: ShellScript | undefined;

  constructor(part: UnbashSubstitution, span: Span, context: BuildContext) {
    this.kind = part.type === "CommandExpansion" ? "command" : "process";
    this.span = span;
    this.text = textOf(part, context);
    this.#part = part;
    this.#context = context;
  }

  get script(): ShellScript {
    return (this.#script ??= this.#context.buildScript(this.#part.script, this.#context, this.span));
  }
}

function buildParameter(
  part: Extract<UnbashPart, { type: "ParameterExpansion" }>,
  span: Span,
  context: BuildContext,
): WordPart {
  const { operation } = part;
  const prefix = part.prefix === "#" ? "length" : part.prefix === "!" ? "indirect" : undefined;
  const operand =
    operation === undefined
      ? undefined
      : "operand" in operation
        ? operation.operand
        : "replacement" in operation
          ? operation.replacement
          : undefined;
  return {
    kind: "parameter",
    span,
    text: textOf(part, context),
    name: part.parameter,
    nameSpan: spanOf(context, part.parameterPos, part.parameterEnd),
    operator: operation?.operator ?? prefix,
    operand: operand === undefined ? undefined : buildWord(operand, context),
  };
}
