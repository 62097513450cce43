/** Whether a code point is one that a pattern's character stands for. */
export type CharTest = (codePoint: number) => boolean;

export type AssertionKind = "line-start" | "line-end" | "text-start" | "text-end" | "word-boundary" | "no-word-boundary";

export type RegexNode =
  | { readonly kind: "char"; readonly test: CharTest }
  | { readonly kind: "sequence"; readonly nodes: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly nodes: readonly RegexNode[] }
  | { readonly kind: "repeat"; readonly node: RegexNode; readonly least: number; readonly most: number; readonly greedy: boolean }
  | { readonly kind: "group"; readonly node: RegexNode; readonly index: number }
  | { readonly kind: "assertion"; readonly assertion: AssertionKind };

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly ungreedy: boolean;
}

/** Why a pattern cannot be used, in Go's words. */
export class RegexSyntaxError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}
