import { isSpace } from "./characters.ts";

/** How a text is lexed. The defaults are those of BuildKit's expansion of instruction arguments. */
export interface LexOptions {
  readonly escape: string;
  /** Undefined for a name that is not set. */
  readonly lookup: (name: string) => string | undefined;
  /** Keep quotes in the result. */
  readonly keepsQuotes?: boolean;
  /** Keep escape characters in the result. */
  readonly keepsEscapes?: boolean;
  /** Leave references to names that are not set as they are written. */
  readonly keepsUnset?: boolean;
  /** Take quotes as ordinary characters, as in heredoc bodies. */
  readonly ignoresQuotes?: boolean;
  /** Called for each reference when its end is known: inner ones come before the one that holds them. */
  readonly onReference?: (reference: LexedReference) => void;
}

/** Indices into the lexed text. */
export interface LexedReference {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nameStart: number;
  readonly operator: Operator | undefined;
  /** Behind the operator, up to the closing brace. */
  readonly argumentStart: number;
}

export type Operator = ":-" | "-" | ":+" | "+" | ":?" | "?" | "#" | "##" | "%" | "%%" | "/" | "//";

/** A blank-separated word of the result with the part of the text that it came from. */
export interface LexedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface LexFault {
  readonly code: "unfinished-quote" | "unfinished-substitution" | "bad-substitution" | "required-variable";
  readonly message: string;
  /** Indices into the lexed text. */
  readonly start: number;
  readonly end: number;
}

export interface LexResult {
  readonly value: string;
  readonly words: readonly LexedWord[];
  readonly fault: LexFault | undefined;
}

/** Carries a fault out of nested calls; never leaves this folder's lexer. */
class LexError extends Error {
  readonly fault: LexFault;

  constructor(fault: LexFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** The lexer's place, and the word under construction, which nested substitutions share as they do in BuildKit. */
export interface Lexer {
  readonly text: string;
  readonly options: LexOptions;
  position: number;
  keepsEscapes: boolean;
  depth: number;
  word: string;
  wordStart: number;
}

const END = "";
const deepest = 200;

/** Reads quotes, escapes and variables as BuildKit's word processing does. A fault leaves an empty value and no words. */
export function lex(text: string, options: LexOptions, substitute: Substitute): LexResult {
  const lexer: Lexer = { text, options, position: 0, keepsEscapes: options.keepsEscapes ?? false, depth: 0, word: "", wordStart: 0 };
  try {
    const { value, words } = lexUntil(lexer, 0, END, lexer.keepsEscapes, false, substitute);
    return { value, words, fault: undefined };
  } catch (error) {
    if (error instanceof LexError) return { value: "", words: [], fault: error.fault };
    throw error;
  }
}

/** Reads what follows a `$` that has just been passed, and gives what stands in its place. */
export type Substitute = (lexer: Lexer, dollar: number) => string;

export function fail(code: LexFault["code"], message: string, start: number, end: number): never {
  throw new LexError({ code, message, start, end });
}

export function peek(lexer: Lexer): string {
  return lexer.text.charAt(lexer.position);
}

/** Lexes up to `stop`, which is passed; an empty `stop` is the text's end. `opener` is where the substitution began. */
export function lexUntil(
  lexer: Lexer, opener: number, stop: string, keepsEscapes: boolean, doublesEscapes: boolean, substitute: Substitute,
): { value: string; words: LexedWord[] } {
  const outerKeepsEscapes = lexer.keepsEscapes;
  if (++lexer.depth > deepest) fail("bad-substitution", `Variables are nested more than ${deepest} deep here.`, opener, lexer.position);
  lexer.keepsEscapes = keepsEscapes;
  lexer.word = "";
  const words: LexedWord[] = [];
  const place = { inWord: false };
  let value = "";
  let end = -1;
  while (end < 0 && lexer.position < lexer.text.length) {
    const start = lexer.position;
    const character = lexer.text.charAt(start);
    if (character === stop) {
      end = start;
      lexer.position++;
    } else value += lexOne(lexer, start, character, words, place, doublesEscapes, substitute);
  }
  if (end < 0 && stop !== END) failUnfinished(stop, opener, lexer.position);
  closeWord(lexer, words, end < 0 ? lexer.position : end);
  lexer.keepsEscapes = outerKeepsEscapes;
  lexer.depth--;
  return { value, words };
}

function failUnfinished(stop: string, start: number, end: number): never {
  fail("unfinished-substitution", `The substitution is not finished: \`${stop}\` is missing.`, start, end);
}

function lexOne(
  lexer: Lexer, start: number, character: string, words: LexedWord[], place: { inWord: boolean }, doublesEscapes: boolean,
  substitute: Substitute,
): string {
  const { options, text } = lexer;
  if (character === "$") {
    lexer.position++;
    const result = substitute(lexer, start);
    addSpaced(lexer, result, start, words, place);
    return result;
  }
  let result = character;
  if (character === "<") result = heredocOperator(lexer);
  else if (character === "'" && !options.ignoresQuotes) result = singleQuoted(lexer, doublesEscapes);
  else if (character === '"' && !options.ignoresQuotes) result = doubleQuoted(lexer, doublesEscapes, substitute);
  else if (character === options.escape) {
    const escaped = text.charAt(start + 1);
    lexer.position = Math.min(text.length, start + 2);
    result = (lexer.keepsEscapes ? character : "") + escaped;
    if (result === "") return "";
  } else {
    lexer.position++;
    addSpaced(lexer, character, start, words, place);
    return character;
  }
  addRaw(lexer, result, start);
  place.inWord = true;
  return result;
}

function addRaw(lexer: Lexer, text: string, start: number): void {
  if (lexer.word === "") lexer.wordStart = start;
  lexer.word += text;
}

function addSpaced(lexer: Lexer, text: string, start: number, words: LexedWord[], place: { inWord: boolean }): void {
  for (let index = 0; index < text.length; index++) {
    if (!isSpace(text.charCodeAt(index))) {
      addRaw(lexer, text.charAt(index), start);
      place.inWord = true;
    } else if (place.inWord && lexer.word !== "") {
      closeWord(lexer, words, text.length === 1 ? start : lexer.position);
      place.inWord = false;
    }
  }
}

function closeWord(lexer: Lexer, words: LexedWord[], end: number): void {
  if (lexer.word === "") return;
  words.push({ text: lexer.word, start: lexer.wordStart, end });
  lexer.word = "";
}

/** `<<` keeps the blanks behind it, so that `<< EOF` is one word. */
function heredocOperator(lexer: Lexer): string {
  const start = lexer.position++;
  if (peek(lexer) !== "<") return "<";
  lexer.position++;
  while (peek(lexer) === " " || peek(lexer) === "\t" || peek(lexer) === "\r") lexer.position++;
  return lexer.text.slice(start, lexer.position);
}

function singleQuoted(lexer: Lexer, doublesEscapes: boolean): string {
  const { text, options } = lexer;
  const start = lexer.position;
  const close = text.indexOf("'", start + 1);
  if (close < 0) fail("unfinished-quote", "The single quote is never closed.", start, start + 1);
  lexer.position = close + 1;
  const inner = text.slice(start + 1, close);
  const content = doublesEscapes ? inner.replaceAll(options.escape, options.escape + options.escape) : inner;
  return options.keepsQuotes ? `'${content}'` : content;
}

function doubleQuoted(lexer: Lexer, doublesEscapes: boolean, substitute: Substitute): string {
  const { text, options } = lexer;
  const open = lexer.position++;
  const quote = options.keepsQuotes ? '"' : "";
  let result = quote;
  while (lexer.position < text.length) {
    const character = peek(lexer);
    if (character === '"') {
      lexer.position++;
      return result + quote;
    }
    const at = lexer.position++;
    if (character === "$") result += substitute(lexer, at);
    else if (character === options.escape) result += escapedInQuotes(lexer, character, doublesEscapes);
    else result += character;
  }
  return fail("unfinished-quote", "The double quote is never closed.", open, open + 1);
}

/** Inside double quotes an escape character acts only on a quote, a dollar sign and itself. */
function escapedInQuotes(lexer: Lexer, escape: string, doublesEscapes: boolean): string {
  const next = peek(lexer);
  if (next === END) return "";
  if (next === '"' || next === "$" || next === escape) {
    lexer.position++;
    return lexer.keepsEscapes ? escape + next : next;
  }
  const doubles = lexer.keepsEscapes && (!lexer.options.keepsQuotes || doublesEscapes);
  return doubles ? escape + escape : escape;
}
