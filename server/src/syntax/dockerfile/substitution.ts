import { fail, lexUntil, peek } from "./shell-lexer.ts";
import type { Lexer, Operator } from "./shell-lexer.ts";
import { compilePattern, replaceMatches, reversePattern, trimStart, trimEnd } from "./shell-pattern.ts";
import type { Pattern } from "./shell-pattern.ts";

/** Reads the reference whose `$` has just been passed and gives what stands in its place. */
export function substitute(lexer: Lexer, dollar: number): string {
  if (peek(lexer) !== "{") {
    const nameStart = lexer.position;
    const name = readName(lexer);
    if (name === "") return "$";
    announce(lexer, dollar, nameStart, name, undefined, lexer.position);
    return lexer.options.lookup(name) ?? (lexer.options.keepsUnset ? `$${name}` : "");
  }
  lexer.position++;
  const next = peek(lexer);
  if (next === "") failUnfinished(lexer, dollar);
  if (next === "{" || next === "}" || next === ":") {
    fail("bad-substitution", "A variable name was expected behind `${`.", dollar, lexer.position + 1);
  }
  const nameStart = lexer.position;
  const name = readName(lexer);
  const operator = readOperator(lexer, dollar);
  if (operator === undefined) {
    announce(lexer, dollar, nameStart, name, undefined, lexer.position);
    return lexer.options.lookup(name) ?? (lexer.options.keepsUnset ? `\${${name}}` : "");
  }
  const argumentStart = operator.length + nameStart + name.length;
  const finish = (full: Operator): void => announce(lexer, dollar, nameStart, name, full, argumentStart + full.length - operator.length);
  if (operator === "/") return replace(lexer, dollar, name, finish);
  return modify(lexer, dollar, name, operator, finish);
}

function failUnfinished(lexer: Lexer, dollar: number): never {
  return fail("unfinished-substitution", "The substitution is not finished: `}` is missing.", dollar, lexer.position);
}

function announce(lexer: Lexer, start: number, nameStart: number, name: string, operator: Operator | undefined, argumentStart: number): void {
  lexer.options.onReference?.({ start, end: lexer.position, name, nameStart, operator, argumentStart });
}

type ReadOperator = ":-" | ":+" | ":?" | "-" | "+" | "?" | "#" | "%" | "/";

/** The operator behind the name; undefined when the reference ends with the name. */
function readOperator(lexer: Lexer, dollar: number): ReadOperator | undefined {
  const at = lexer.position;
  const first = peek(lexer);
  if (first === "") return failUnfinished(lexer, dollar);
  lexer.position++;
  if (first === "}") return undefined;
  if (first === "-" || first === "+" || first === "?" || first === "#" || first === "%" || first === "/") return first;
  if (first === ":") {
    const second = peek(lexer);
    if (second === "") return failUnfinished(lexer, dollar);
    if (second === "-" || second === "+" || second === "?") {
      lexer.position++;
      return `:${second}`;
    }
    return fail("bad-substitution", `\`:${second}\` is no operator of a substitution; expected \`:-\`, \`:+\` or \`:?\`.`, at, at + 2);
  }
  return fail("bad-substitution", `\`${first}\` cannot stand behind the variable's name; expected \`}\` or an operator.`, at, at + 1);
}

function modify(lexer: Lexer, dollar: number, name: string, operator: Exclude<ReadOperator, "/">, finish: (full: Operator) => void): string {
  const trims = operator === "#" || operator === "%";
  const written = lexer.text.charAt(lexer.position);
  const argument = lexUntil(lexer, dollar, "}", trims, trims, substitute).value;
  finish(trims && written === operator ? `${operator}${operator}` as Operator : operator);
  const value = lexer.options.lookup(name);
  if (value === undefined && lexer.options.keepsUnset) return `\${${name}${operator}${argument}}`;
  if (operator === "#" || operator === "%") return trim(argument, value ?? "", operator, dollar, lexer.position);
  const counts = value !== undefined && (operator.length === 1 || value !== "");
  if (operator.endsWith("-")) return counts ? value : argument;
  if (operator.endsWith("+")) return counts ? argument : "";
  if (counts) return value;
  const reason = value === undefined ? "is not allowed to be unset" : "is not allowed to be empty";
  return fail("required-variable", `${name}: ${argument === "" ? reason : argument}`, dollar, lexer.position);
}

function trim(argument: string, value: string, operator: "#" | "%", start: number, end: number): string {
  const longest = argument.startsWith(operator);
  const pattern = longest ? argument.slice(1) : argument;
  return operator === "#"
    ? trimStart(value, patternOf(pattern, start, end), longest)
    : trimEnd(value, patternOf(reversePattern(pattern), start, end), longest);
}

function replace(lexer: Lexer, dollar: number, name: string, finish: (full: Operator) => void): string {
  const everywhere = peek(lexer) === "/";
  if (everywhere) lexer.position++;
  const pattern = lexUntil(lexer, dollar, "/", true, true, substitute).value;
  const replacement = lexUntil(lexer, dollar, "}", true, false, substitute).value;
  finish(everywhere ? "//" : "/");
  const value = lexer.options.lookup(name);
  if (value === undefined && lexer.options.keepsUnset) return `\${${name}/${pattern}/${replacement}}`;
  return replaceMatches(value ?? "", patternOf(pattern, dollar, lexer.position), replacement, everywhere);
}

function patternOf(text: string, start: number, end: number): Pattern {
  const pattern = compilePattern(text);
  if (pattern !== undefined) return pattern;
  return fail("bad-substitution", `The pattern \`${text}\` escapes a character that needs no escape.`, start, end);
}

const specialNames = "@*#?-$!";

/** A name, a number, or one of the shell's special parameters; empty when none of them follows. */
function readName(lexer: Lexer): string {
  const { text } = lexer;
  const start = lexer.position;
  const first = peek(lexer);
  if (first !== "" && specialNames.includes(first)) {
    lexer.position++;
    return first;
  }
  const part = isDigit(text, start) ? isDigit : isNamePart;
  while (lexer.position < text.length && part(text, lexer.position)) {
    lexer.position += text.codePointAt(lexer.position)! > 0xffff ? 2 : 1;
  }
  return text.slice(start, lexer.position);
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return code >= 48 && code <= 57;
  return /^\p{Nd}/u.test(text.slice(index, index + 2));
}

function isNamePart(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
  return /^[\p{L}\p{Nd}]/u.test(text.slice(index, index + 2));
}
