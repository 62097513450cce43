import { parseTree, printParseErrorCode } from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";
import type { Span } from "../../base/span.ts";
import type { HclFault, HclTree } from "../hcl/tree.ts";
import { readFileBody } from "./body.ts";

/** Deeper JSON is not read at all. */
const maxJsonDepth = 300;

/** Parses a Bake file in JSON into the tree that HCL files give. Never throws; what is broken is left out and reported. */
export function parseJsonBake(text: string, fileName = ""): HclTree {
  const faults: HclFault[] = [];
  const deep = tooDeepAt(text);
  let root: Node | undefined;
  if (deep === undefined) {
    const errors: ParseError[] = [];
    root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
    for (const error of errors) addParseFault(text, error, faults);
  } else {
    addFault(faults, "nesting-too-deep", { start: deep, end: deep + 1 }, "Nesting too deep", `JSON may be nested ${maxJsonDepth} levels deep at most.`);
  }
  const strictFaults = [...faults];
  const items = root === undefined ? [] : readFileBody(text, root, faults, strictFaults, fileName);
  return {
    language: "json", text, body: { kind: "body", items, span: { start: 0, end: text.length } },
    faults: faults.sort((a, b) => a.span.start - b.span.start), strictFaults, comments: [],
  };
}

export function addFault(faults: HclFault[], code: string, span: Span, summary: string, detail: string, message = `${summary}: ${detail}`): void {
  faults.push({ code, span, summary, detail, message });
}

/** The offset of the first bracket beyond the limit; the parser would recurse into it. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      for (at++; at < text.length && text.charCodeAt(at) !== 34; at++) if (text.charCodeAt(at) === 92) at++;
    } else if (code === 91 || code === 123) {
      if (++depth > maxJsonDepth) return at;
    } else if (code === 93 || code === 125) {
      depth--;
    }
  }
  return undefined;
}

const messages: Readonly<Record<string, readonly [code: string, summary: string, detail: string]>> = {
  InvalidSymbol: ["invalid-keyword", "Invalid JSON keyword", "This is not a valid JSON keyword."],
  InvalidNumberFormat: ["invalid-number", "Invalid JSON number", "There is a syntax error in this number."],
  PropertyNameExpected: ["missing-property-name", "Invalid object property name", "A JSON object property name must be a string in quotes."],
  ValueExpected: ["missing-value", "Missing JSON value", "A JSON value is expected here."],
  ColonExpected: ["missing-colon", "Missing property value colon", "JSON object properties must have a colon between their name and value."],
  CommaExpected: ["missing-comma", "Missing attribute seperator comma", "A comma is expected between two entries."],
  CloseBraceExpected: ["unclosed-object", "Unclosed object", "No closing brace was found for this JSON object."],
  CloseBracketExpected: ["unclosed-array", "Unclosed array", "No closing bracket was found for this JSON array."],
  EndOfFileExpected: ["extra-data", "Extraneous data after value", "Extra characters appear after the JSON value."],
  InvalidCommentToken: ["comment", "Invalid JSON", "JSON has no comments."],
  UnexpectedEndOfComment: ["comment", "Invalid JSON", "JSON has no comments."],
  UnexpectedEndOfString: ["unclosed-string", "Invalid JSON string", "This string has no closing quote on its line."],
  InvalidUnicode: ["invalid-escape", "Invalid JSON string", "An escape sequence in this string is not valid."],
  InvalidEscapeCharacter: ["invalid-escape", "Invalid JSON string", "An escape sequence in this string is not valid."],
  InvalidCharacter: ["invalid-character", "Invalid JSON string", "A control character in a string must be escaped."],
};

function addParseFault(text: string, error: ParseError, faults: HclFault[]): void {
  const [code, summary, detail] = messages[printParseErrorCode(error.error)] ?? ["invalid-json", "Invalid JSON", "This is not valid JSON."];
  const comma = trailingComma(text, error);
  if (comma !== undefined) {
    const inArray = text[error.offset] === "]";
    addFault(faults, "trailing-comma", { start: comma, end: comma + 1 }, `Trailing comma in ${inArray ? "array" : "object"}`,
      `JSON does not permit a trailing comma after the final ${inArray ? "value in an array" : "property in an object"}.`);
    return;
  }
  addFault(faults, code, { start: error.offset, end: error.offset + error.length }, summary, detail);
}

function trailingComma(text: string, error: ParseError): number | undefined {
  const kind = printParseErrorCode(error.error);
  if (kind !== "ValueExpected" && kind !== "PropertyNameExpected") return undefined;
  if (text[error.offset] !== "]" && text[error.offset] !== "}") return undefined;
  let at = error.offset - 1;
  while (at >= 0 && /\s/.test(text[at]!)) at--;
  return text[at] === "," ? at : undefined;
}
