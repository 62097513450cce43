import type { Span, Spanned } from "../../base/span.ts";
import type { Fault } from "../fault.ts";

/**
 * The syntax tree of one Bake file. HCL and JSON give the same tree, so that everything above reads one shape.
 * Every span counts UTF-16 code units of the file's text.
 */
export interface HclTree {
  readonly language: "hcl" | "json";
  readonly text: string;
  readonly body: Body;
  /** What is wrong with the text, in source order, after the parser has guessed what the author meant. */
  readonly faults: readonly HclFault[];
  /** What buildx says of the same text: its wording and place, in its order. Empty when buildx reads the file without complaint. */
  readonly strictFaults: readonly HclFault[];
  readonly comments: readonly Span[];
  /** From how many edits of the text its items may stem. Strings that are parts of a text keep the whole of it. */
  readonly edits?: number;
}

/** A syntax fault with buildx's own two-part wording beside the message for editors. */
export interface HclFault extends Fault {
  readonly summary: string;
  readonly detail: string;
}

export interface Body extends Spanned {
  readonly kind: "body";
  /** Attributes and blocks in source order. */
  readonly items: readonly (Attribute | Block)[];
}

export interface Attribute extends Spanned {
  readonly kind: "attribute";
  readonly name: string;
  readonly nameSpan: Span;
  /** The `=` (HCL) or `:` (JSON), when it is there. */
  readonly equalsSpan: Span | undefined;
  readonly value: Expression;
}

export interface Block extends Spanned {
  readonly kind: "block";
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  readonly openBrace: Span | undefined;
  readonly closeBrace: Span | undefined;
  readonly body: Body;
}

export interface Label extends Spanned {
  readonly name: string;
  readonly quoted: boolean;
}

export type Expression =
  | NumberLiteral | KeywordLiteral | Template | Variable | Get | Index | Splat | SplatItem
  | Call | Unary | Binary | Conditional | Parentheses | TupleCons | ObjectCons | For | Missing;

export interface NumberLiteral extends Spanned {
  readonly kind: "number";
  /** Digits as written. */
  readonly text: string;
}

export interface KeywordLiteral extends Spanned {
  readonly kind: "keyword";
  readonly value: true | false | null;
}

export interface Variable extends Spanned {
  readonly kind: "variable";
  readonly name: string;
}

/** `of.name`, and `of.0` with `legacyIndex`. */
export interface Get extends Spanned {
  readonly kind: "get";
  readonly of: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  /** From the dot to the end of the name. */
  readonly stepSpan: Span;
  readonly legacyIndex: boolean;
}

/** `of[key]`. */
export interface Index extends Spanned {
  readonly kind: "index";
  readonly of: Expression;
  readonly key: Expression;
  /** From bracket to bracket. */
  readonly stepSpan: Span;
}

/** `of[*]…` or `of.*…`; `each` is what is done with one element and has a `SplatItem` at its bottom. */
export interface Splat extends Spanned {
  readonly kind: "splat";
  readonly of: Expression;
  readonly each: Expression;
  readonly item: SplatItem;
  readonly full: boolean;
  readonly stepSpan: Span;
}

export interface SplatItem extends Spanned {
  readonly kind: "splat-item";
}

export interface Call extends Spanned {
  readonly kind: "call";
  /** With `::` where namespaces are written. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  /** The `...` after the last argument. */
  readonly expandSpan: Span | undefined;
  readonly openParen: Span;
  readonly closeParen: Span | undefined;
}

export type UnaryOperator = "-" | "!";
export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export interface Unary extends Spanned {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operatorSpan: Span;
  readonly operand: Expression;
}

export interface Binary extends Spanned {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Conditional extends Spanned {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface Parentheses extends Spanned {
  readonly kind: "parentheses";
  readonly inner: Expression;
}

export interface TupleCons extends Spanned {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
  readonly openBracket: Span;
  readonly closeBracket: Span | undefined;
}

export interface ObjectCons extends Spanned {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
  readonly openBrace: Span;
  readonly closeBrace: Span | undefined;
}

export interface ObjectItem extends Spanned {
  readonly key: Expression;
  /** The key's text when it is a bare word or a string without interpolation. */
  readonly keyText: string | undefined;
  readonly value: Expression;
}

export interface For extends Spanned {
  readonly kind: "for";
  readonly keyName: string | undefined;
  readonly keyNameSpan: Span | undefined;
  readonly valueName: string;
  readonly valueNameSpan: Span;
  readonly collection: Expression;
  /** Present in the object form `{for … : key => value}`. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** The `...` that gathers values of equal keys. */
  readonly group: boolean;
  readonly form: "tuple" | "object";
  readonly openBracket: Span;
  readonly closeBracket: Span | undefined;
}

/** An expression that should stand here and does not, or cannot be read. */
export interface Missing extends Spanned {
  readonly kind: "missing";
}

/** A quoted string, a heredoc, or a JSON string. */
export interface Template extends Spanned {
  readonly kind: "template";
  readonly parts: readonly TemplatePart[];
  readonly form: "quoted" | "heredoc" | "json";
  /** Without quotes or markers. */
  readonly contentSpan: Span;
  readonly heredoc: HeredocMarks | undefined;
}

export interface HeredocMarks {
  /** The word of `<<WORD`. */
  readonly marker: string;
  readonly markerSpan: Span;
  readonly flush: boolean;
  readonly closeSpan: Span | undefined;
}

export type TemplatePart = TemplateText | Interpolation | TemplateIf | TemplateFor;

export interface TemplateText extends Spanned {
  readonly kind: "text";
  /** After escapes, strip markers and heredoc dedent. */
  readonly value: string;
}

export interface Interpolation extends Spanned {
  readonly kind: "interpolation";
  readonly expression: Expression;
}

export interface TemplateIf extends Spanned {
  readonly kind: "template-if";
  readonly condition: Expression;
  readonly whenTrue: readonly TemplatePart[];
  readonly whenFalse: readonly TemplatePart[];
}

export interface TemplateFor extends Spanned {
  readonly kind: "template-for";
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly parts: readonly TemplatePart[];
}
