import { memoize } from "../../../base/memoize.ts";
import type { Span, Spanned } from "../../../base/span.ts";
import type { Heredoc, Instruction } from "../../../syntax/dockerfile/tree.ts";
import { countBefore, type Dockerfile } from "../dockerfile.ts";
import { instructionAt } from "../faults.ts";
import { isShellHeredoc } from "../scripts/shell-heredocs.ts";

/** A character that looks like another one, or like nothing at all. */
export interface OddCharacter {
  readonly span: Span;
  readonly kind: "blank" | "zero-width" | "direction" | "quote" | "dash";
  /** Its name for a message, such as `a no-break space`. */
  readonly name: string;
  /** `U+00A0` */
  readonly code: string;
  /** What is meant; empty for what should not be there. */
  readonly ascii: string;
  /** `quoted` is between ASCII quotes; `heredoc` in a body that is no script for a shell. */
  readonly place: "bare" | "quoted" | "comment" | "heredoc";
  /** The instruction that holds it, those in comments between instructions aside. */
  readonly instruction: Instruction | undefined;
}

type Meaning = readonly [kind: OddCharacter["kind"], name: string, ascii: string];

const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["\u00A0", ["blank", "a no-break space", " "]],
  ["\u2007", ["blank", "a figure space", " "]],
  ["\u202F", ["blank", "a narrow no-break space", " "]],
  ["\u3000", ["blank", "an ideographic space", " "]],
  ["\u00AD", ["zero-width", "a soft hyphen", ""]],
  ["\u200B", ["zero-width", "a zero-width space", ""]],
  ["\u200C", ["zero-width", "a zero-width non-joiner", ""]],
  ["\u200D", ["zero-width", "a zero-width joiner", ""]],
  ["\u2060", ["zero-width", "a word joiner", ""]],
  ["\uFEFF", ["zero-width", "a byte order mark", ""]],
  ["\u202A", ["direction", "a left-to-right embedding", ""]],
  ["\u202B", ["direction", "a right-to-left embedding", ""]],
  ["\u202C", ["direction", "the end of a text direction", ""]],
  ["\u202D", ["direction", "a left-to-right override", ""]],
  ["\u202E", ["direction", "a right-to-left override", ""]],
  ["\u2066", ["direction", "a left-to-right isolate", ""]],
  ["\u2067", ["direction", "a right-to-left isolate", ""]],
  ["\u2068", ["direction", "a first-strong isolate", ""]],
  ["\u2069", ["direction", "the end of an isolate", ""]],
  ["\u201C", ["quote", "a typographic quote", '"']],
  ["\u201D", ["quote", "a typographic quote", '"']],
  ["\u201E", ["quote", "a typographic quote", '"']],
  ["\u2018", ["quote", "a typographic quote", "'"]],
  ["\u2019", ["quote", "a typographic quote", "'"]],
  ["\u201A", ["quote", "a typographic quote", "'"]],
  ["\u2013", ["dash", "a typographic dash", "-"]],
  ["\u2014", ["dash", "a typographic dash", "--"]],
]);

const pattern = /[\u00A0\u00AD\u2007\u200B-\u200D\u2013\u2014\u2018-\u201A\u201C-\u201E\u202A-\u202F\u2060\u2066-\u2069\u3000\uFEFF]/g;

/** All of them in order, but for the byte order mark that opens a file. */
export const oddCharacters: (dockerfile: Dockerfile) => readonly OddCharacter[] = memoize((dockerfile: Dockerfile) => {
  const found: OddCharacter[] = [];
  for (const match of dockerfile.text.matchAll(pattern)) {
    const meaning = meanings.get(match[0]);
    if (!meaning || (match.index === 0 && match[0] === "\uFEFF") || isJoinerOfScript(dockerfile.text, match.index)) continue;
    const span = { start: match.index, end: match.index + 1 };
    const [kind, name, ascii] = meaning;
    const at = instructionAt(dockerfile, span);
    const instruction = at && at.span.start <= span.start ? at : undefined;
    const code = `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    found.push({ span, kind, name, code, ascii, place: placeOf(dockerfile, instruction, span.start), instruction });
  }
  return found;
});

/** Emoji and several scripts are spelled with joiners between their characters. */
function isJoinerOfScript(text: string, offset: number): boolean {
  return /[\u200C\u200D]/.test(text[offset]!) && text.charCodeAt(offset - 1) > 0x7f;
}

function placeOf(dockerfile: Dockerfile, instruction: Instruction | undefined, offset: number): OddCharacter["place"] {
  if (!instruction || isInComment(dockerfile, offset)) return "comment";
  const heredoc = offset >= instruction.headSpan.end ? instruction.heredocs.find(({ body }) => offset < body.end) : undefined;
  if (heredoc && !isScript(dockerfile, instruction, heredoc)) return "heredoc";
  const { start, end } = heredoc?.body ?? instruction.headSpan;
  const parts = textsIn(dockerfile, start, end, heredoc !== undefined);
  const last = parts[countBefore(parts, offset + 1) - 1];
  return last && offset < last.span.end ? last.place : "bare";
}

const scripts = memoize((_dockerfile: Dockerfile) => new Map<Heredoc, boolean>());

/** One that writes heredocs of its own holds their text too. */
function isScript(dockerfile: Dockerfile, instruction: Instruction, heredoc: Heredoc): boolean {
  let known = scripts(dockerfile).get(heredoc);
  if (known === undefined) {
    known = isShellHeredoc(dockerfile, instruction, heredoc) && !dockerfile.text.slice(heredoc.body.start, heredoc.body.end).includes("<<");
    scripts(dockerfile).set(heredoc, known);
  }
  return known;
}

const commentStarts = memoize((dockerfile: Dockerfile): ReadonlyMap<number, number> => new Map(dockerfile.tree.comments.map(({ span }) => [lineStart(dockerfile.text, span.start), span.start])));

function isInComment(dockerfile: Dockerfile, offset: number): boolean {
  const start = commentStarts(dockerfile).get(lineStart(dockerfile.text, offset));
  return start !== undefined && start <= offset;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** What a shell does not take for commands and their words. */
interface Text extends Spanned {
  readonly place: "quoted" | "comment";
}

const texts = memoize((_dockerfile: Dockerfile) => new Map<number, readonly Text[]>());

/** What stands between ASCII quotes from one offset to another, and in a script of several lines its comments; the Dockerfile's own are left out. */
function textsIn(dockerfile: Dockerfile, from: number, to: number, isOwnScript: boolean): readonly Text[] {
  const known = texts(dockerfile).get(from);
  if (known) return known;
  const { text, tree } = dockerfile;
  const escape = isOwnScript ? "\\" : tree.escape;
  const found: Text[] = [];
  let open: { readonly mark: string; readonly start: number } | undefined;
  for (let index = from; index < to; index++) {
    const character = text[index]!;
    if (character === "#" && !isOwnScript && isInComment(dockerfile, index)) index = Math.max(index, text.indexOf("\n", index) - 1);
    else if (character === "#" && isOwnScript && !open && /\s/.test(text[index - 1]!)) {
      const end = text.indexOf("\n", index);
      found.push({ place: "comment", span: { start: index, end } });
      index = end;
    } else if (character === escape && open?.mark !== "'") index++;
    else if (open?.mark === character) {
      found.push({ place: "quoted", span: { start: open.start, end: index } });
      open = undefined;
    } else if (!open && (character === '"' || character === "'")) open = { mark: character, start: index };
  }
  if (open) found.push({ place: "quoted", span: { start: open.start, end: to } });
  texts(dockerfile).set(from, found);
  return found;
}
