import { cleanSlashes } from "../clean-path.ts";
import { integerValue, listValue, stringType, stringValue, unknownValue } from "../value.ts";
import type { Value } from "../value.ts";
import { integer, items, text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader sees as characters. */
export function graphemes(of: string): string[] {
  // oxlint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(of) && !of.includes("\r\n")) return [...of];
  return Array.from(segmenter.segment(of), (segment) => segment.segment);
}

const onText = (change: (value: string) => string): Implementation => (args) => stringValue(change(text(args, 0)));

const join: Implementation = (args) => {
  const parts: string[] = [];
  for (let index = 1; index < args.length; index++) {
    for (const [at, item] of items(args, index).entries()) {
      if (item.kind !== "string") throw new FunctionError(`element ${at} is null; cannot concatenate null values`, index);
      parts.push(item.text);
    }
  }
  if (args.length < 2) throw new FunctionError("at least one list is required");
  return stringValue(parts.join(text(args, 0)));
};

const split: Implementation = (args) => {
  const separator = text(args, 0);
  const parts = separator === "" ? [...text(args, 1)] : text(args, 1).split(separator);
  return listValue(stringType, parts.map(stringValue));
};

const substring: Implementation = (args) => {
  const all = graphemes(text(args, 0));
  const given = integer(args, 1);
  const length = integer(args, 2);
  const offset = given < 0 ? Math.max(0, given + all.length) : given;
  if (offset > all.length || (length === 0 && given >= 0)) return stringValue("");
  // Counted from the end, a length of zero takes all that is left, as in buildx.
  return stringValue(all.slice(offset, length <= 0 ? undefined : offset + length).join(""));
};

const trimSet: Implementation = (args) => {
  const cut = new Set(text(args, 1));
  const all = [...text(args, 0)];
  let start = 0;
  let end = all.length;
  while (start < end && cut.has(all[start]!)) start++;
  while (end > start && cut.has(all[end - 1]!)) end--;
  return stringValue(all.slice(start, end).join(""));
};

/** Go's notion of where a word begins: after anything but a letter, a digit, an underscore or an apostrophe within a word. */
function titleCase(value: string): string {
  let previous = " ";
  return Array.from(value, (char) => {
    const starts = isSeparator(previous);
    previous = char;
    return starts ? char.toUpperCase().length === char.length ? char.toUpperCase() : char : char;
  }).join("");
}

function isSeparator(char: string): boolean {
  const code = char.codePointAt(0)!;
  if (code <= 0x7f) return !/[0-9A-Za-z_]/.test(char);
  if (/[\p{L}\p{Nd}]/u.test(char)) return false;
  return /\s/u.test(char);
}

function baseName(path: string): string {
  if (path === "") return ".";
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

function folderName(path: string): string {
  return cleanSlashes(path.slice(0, path.lastIndexOf("/") + 1));
}

/** All spaces together. */
const maxIndent = 4_000_000;

const indent: Implementation = (args) => {
  const spaces = integer(args, 0);
  const lines = text(args, 1).split("\n").length - 1;
  if (spaces < 0 || spaces * lines > maxIndent) throw new FunctionError("the number of spaces is negative or too large", 0);
  if (lines === 0) return args[1]!;
  return stringValue(text(args, 1).replaceAll("\n", `\n${" ".repeat(spaces)}`));
};

/** Letter by letter, because Go maps each rune to one rune. */
function mapLetters(value: string, change: (char: string) => string): string {
  return value.replace(/[^\x00-\x7f]/gu, (char) => {
    const changed = change(char);
    return [...changed].length === 1 ? changed : char;
  }).replace(/[\x00-\x7f]+/g, change);
}

export const stringFunctions: Readonly<Record<string, Implementation>> = {
  basename: onText(baseName),
  chomp: onText((value) => value.replace(/[\r\n]+$/, "")),
  dirname: onText(folderName),
  homedir: (_args, { surroundings }): Value =>
    surroundings.homeFolder === undefined ? unknownValue("the home folder of whoever runs the build") : stringValue(surroundings.homeFolder),
  indent,
  join,
  lower: onText((value) => mapLetters(value, (char) => char.toLowerCase())),
  replace: (args) => stringValue(replaceLiterally(text(args, 0), text(args, 1), text(args, 2))),
  reverse: onText((value) => graphemes(value).reverse().join("")),
  sanitize: onText((value) => value.replace(/[^a-zA-Z0-9_-]/gu, "_")),
  split,
  strlen: (args) => integerValue(graphemes(text(args, 0)).length),
  substr: substring,
  title: onText(titleCase),
  trim: trimSet,
  trimprefix: (args) => {
    const prefix = text(args, 1);
    const value = text(args, 0);
    return stringValue(value.startsWith(prefix) ? value.slice(prefix.length) : value);
  },
  trimspace: onText((value) => value.replace(/^[\s\u0085]+|[\s\u0085]+$/g, (blanks) => (blanks.includes("\ufeff") ? blanks.replace(/[^\ufeff]/g, "") : ""))),
  trimsuffix: (args) => {
    const suffix = text(args, 1);
    const value = text(args, 0);
    return stringValue(suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value);
  },
  upper: onText((value) => mapLetters(value, (char) => char.toUpperCase())),
};

/** An empty part stands between all characters, also at both ends. */
function replaceLiterally(value: string, part: string, replacement: string): string {
  if (part !== "") return value.replaceAll(part, () => replacement);
  return replacement + [...value].map((char) => char + replacement).join("");
}
