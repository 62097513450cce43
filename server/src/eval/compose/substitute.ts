import type { Lookup } from "./compose-input.ts";

export interface Substitution {
  readonly text: string;
  /** Variables that had to be taken as empty because they are not set. */
  readonly missing: readonly string[];
}

/** Why a text with variables in it cannot be used; the template is not set where the text itself is at fault. */
export type SubstitutionFault =
  | { readonly kind: "invalid"; readonly template: string }
  | { readonly kind: "required"; readonly name: string; readonly reason: string };

/** Deeper nesting of defaults is refused: nobody writes it. */
const maximumDepth = 100;

/** Puts values in the place of `$NAME` and `${NAME:-default}`, with all the operators of Compose. */
export function substitute(text: string, lookup: Lookup): Substitution | SubstitutionFault {
  if (!text.includes("$")) return { text, missing: [] };
  return substituteIn(text, lookup, 0);
}

const variable = /\$(?:(\$)|([_a-z][_a-z0-9]*)|(\{))/giy;
const bracedName = /[_a-z][_a-z0-9]*/iy;

function substituteIn(text: string, lookup: Lookup, depth: number): Substitution | SubstitutionFault {
  const missing: string[] = [];
  let result = "";
  let at = 0;
  for (;;) {
    const dollar = text.indexOf("$", at);
    if (dollar < 0) return { text: result + text.slice(at), missing };
    result += text.slice(at, dollar);
    variable.lastIndex = dollar;
    const match = variable.exec(text);
    if (match === null) {
      result += "$";
      at = dollar + 1;
    } else if (match[3] === undefined) {
      result += match[1] === undefined ? plainValue(match[2]!, lookup, missing) : "$";
      at = dollar + match[0].length;
    } else {
      const braced = substituteBraced(text, dollar, lookup, depth);
      if ("kind" in braced) return braced;
      missing.push(...braced.missing);
      result += braced.text;
      at = braced.end;
    }
  }
}

function plainValue(name: string, lookup: Lookup, missing: string[]): string {
  const value = lookup(name);
  if (value === undefined) missing.push(name);
  return value ?? "";
}

function substituteBraced(text: string, dollar: number, lookup: Lookup, depth: number): (Substitution & { readonly end: number }) | SubstitutionFault {
  const invalid: SubstitutionFault = { kind: "invalid", template: text };
  bracedName.lastIndex = dollar + 2;
  const name = bracedName.exec(text)?.[0];
  if (name === undefined) return invalid;
  const nameEnd = dollar + 2 + name.length;
  if (text[nameEnd] === "}") {
    const missing: string[] = [];
    return { text: plainValue(name, lookup, missing), missing, end: nameEnd + 1 };
  }
  const operator = /^:?[-+?]/.exec(text.slice(nameEnd, nameEnd + 2))?.[0];
  const end = operator === undefined ? -1 : closingBrace(text, dollar);
  if (operator === undefined || end < 0 || depth > maximumDepth) return invalid;
  const word = substituteIn(text.slice(nameEnd + operator.length, end), lookup, depth + 1);
  if ("kind" in word) return word;
  const chosen = choose(name, operator, word, lookup);
  return "kind" in chosen ? chosen : { ...chosen, end: end + 1 };
}

/**
 * Where the braces that open at `dollar` are balanced; the last brace of the line when they never are. As in Compose,
 * the character right behind an opening brace does not count.
 */
function closingBrace(text: string, dollar: number): number {
  const newline = text.indexOf("\n", dollar);
  const line = newline < 0 ? text.length : newline;
  const last = text.lastIndexOf("}", line - 1);
  let open = 0;
  for (let at = dollar; at <= last; at++) {
    if (text[at] === "}" && --open === 0) return at;
    if (text[at] === "{") {
      open++;
      at++;
    }
  }
  return last > dollar ? last : -1;
}

function choose(name: string, operator: string, word: Substitution, lookup: Lookup): Substitution | SubstitutionFault {
  const value = lookup(name);
  const isThere = value !== undefined && (operator.length === 1 || value !== "");
  switch (operator.at(-1)) {
    case "-": return isThere ? { text: value, missing: [] } : word;
    case "+": return isThere ? word : { text: value ?? "", missing: [] };
    default: return isThere ? { text: value, missing: [] } : { kind: "required", name, reason: word.text };
  }
}
