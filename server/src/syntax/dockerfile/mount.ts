import type { Span } from "../../base/span.ts";
import { closestName } from "../../base/closest-name.ts";
import { findMountOption, mountOptions } from "../../data/mount-options.ts";
import type { MountOptionInfo, MountType } from "../../data/mount-options.ts";
import type { Fault } from "../fault.ts";
import { sourceSpan } from "./logical-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { Word } from "./tree.ts";
import { expandWord, lineOfWord } from "./words.ts";

/** One comma-separated `key=value` of `RUN --mount`, quotes and escapes removed. */
export interface MountOption {
  readonly span: Span;
  /** As written. */
  readonly key: string;
  readonly keySpan: Span;
  /** Undefined for a bare key such as `ro`. */
  readonly value: string | undefined;
  readonly valueSpan: Span | undefined;
}

/** The options in the value of a `--mount` flag of the file `text`. */
export function mountOptionsOf(text: string, value: Word, escape: "\\" | "`"): MountOption[] {
  const line = lineOfWord(text, value, escape);
  const options: MountOption[] = [];
  let start = 0;
  for (let index = 0; index <= line.text.length; index++) {
    if (index < line.text.length && line.text[index] !== ",") continue;
    options.push(optionAt(line, start, index, escape));
    start = index + 1;
  }
  return options;
}

function optionAt(line: LogicalLine, start: number, end: number, escape: string): MountOption {
  const equals = line.text.slice(start, end).indexOf("=");
  const keyEnd = equals < 0 ? end : start + equals;
  return {
    span: sourceSpan(line, start, end),
    key: plain(line.text.slice(start, keyEnd), escape),
    keySpan: sourceSpan(line, start, keyEnd),
    value: equals < 0 ? undefined : plain(line.text.slice(keyEnd + 1, end), escape),
    valueSpan: equals < 0 ? undefined : sourceSpan(line, keyEnd + 1, end),
  };
}

function plain(text: string, escape: string): string {
  if (!/["'\\`]/.test(text)) return text;
  let result = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === escape) result += text[++index] ?? "";
    else if (character !== '"' && character !== "'") result += character;
  }
  return result;
}

/** What BuildKit refuses in a mount. Values with variables are left alone. */
export function checkMount(text: string, value: Word, escape: "\\" | "`"): Fault[] {
  const options = mountOptionsOf(text, value, escape);
  const faults: Fault[] = [];
  const given = new Map<string, MountOption>();
  let type: MountType | undefined = "bind";
  for (const option of options) {
    const info = findMountOption(option.key);
    const fault = expansionFault(option, escape) ?? optionFault(option, info, type);
    if (fault) faults.push(fault);
    if (info === undefined || fault) continue;
    if (info.name === "type") type = option.value!.includes("$") ? undefined : (option.value!.toLowerCase() as MountType);
    if (option.value !== "") given.set(info.name, option);
  }
  if (faults.length === 0 && type !== undefined) faults.push(...typeFaults(type, given, value));
  return faults;
}

function optionFault(option: MountOption, info: MountOptionInfo | undefined, type: MountType | undefined): Fault | undefined {
  if (info === undefined) return unknownOption(option);
  const { value } = option;
  if (value === undefined) {
    if (info.kind !== "bool") return { code: "invalid-mount", span: option.span, message: `The mount option ${info.name} needs a value: ${info.name}=….` };
  } else if (value.includes("$")) {
    if (info.name !== "from" || value.endsWith("$")) return undefined;
    const message = "Variables are not replaced in a mount's from; name a stage with FROM and use its name.";
    return { code: "invalid-mount", span: option.valueSpan!, message };
  }
  if ((info.name === "required" || info.name === "size") && type !== undefined && !info.types.includes(type)) {
    const message = `${option.key} belongs to mounts of type ${info.types.join(" and ")}, and the type must stand in front of it; this one is ${type}.`;
    return { code: "invalid-mount", span: option.span, message };
  }
  if (value === undefined || fits(info, value)) return undefined;
  const guess = info.kind === "enum" ? closestName(value, info.values) : undefined;
  const message = `${value === "" ? "An empty value" : value} is no value of ${option.key}; expected ${expected(info)}.` +
    (guess === undefined ? "" : ` Did you mean ${guess}?`);
  return { code: "invalid-mount", span: option.valueSpan!, message };
}

/** Variables in the value must be well formed; that one is required and not set cannot be known here. */
function expansionFault({ value, valueSpan }: MountOption, escape: "\\" | "`"): Fault | undefined {
  if (value === undefined || valueSpan === undefined) return undefined;
  const { fault } = expandWord(value, () => "", escape);
  if (fault === undefined || fault.code === "required-variable") return undefined;
  return { code: fault.code, span: valueSpan, message: fault.message };
}

function unknownOption(option: MountOption): Fault {
  if (option.key === "") return { code: "invalid-mount", span: option.span, message: "A mount option is missing here; expected key=value." };
  const guess = closestName(option.key, mountOptions.flatMap(({ name, aliases }) => [name, ...aliases]));
  const message = `Mounts have no option ${option.key}.${guess === undefined ? "" : ` Did you mean ${guess}?`}`;
  return { code: "invalid-mount", span: option.keySpan, message };
}

function fits(info: MountOptionInfo, value: string): boolean {
  switch (info.kind) {
    case "bool":
      return /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value);
    case "enum":
      return info.values.includes(value.toLowerCase());
    case "octal":
      return /^[0-7]+$/.test(value) && Number.parseInt(value, 8) < 2 ** 32;
    case "int":
      return /^\d+$/.test(value) && Number(value) < 2 ** 32;
    case "size":
      return /^\d+(\.\d+)? ?([kmgtp]i?)?b?$/i.test(value);
    default:
      return true;
  }
}

function expected(info: MountOptionInfo): string {
  switch (info.kind) {
    case "bool":
      return "true or false";
    case "octal":
      return "an octal number such as 0755";
    case "int":
      return "a number";
    case "size":
      return "a size such as 64m";
    default:
      return info.values.join(", ");
  }
}

/** Options that do not go with the type, or that it lacks. */
function typeFaults(type: MountType, given: ReadonlyMap<string, MountOption>, whole: Word): Fault[] {
  const faults: Fault[] = [];
  const refuse = (names: readonly string[]): void => {
    for (const name of names) {
      const option = given.get(name);
      if (option) faults.push({ code: "invalid-mount", span: option.span, message: `A ${type} mount takes no ${option.key}.` });
    }
  };
  if (type === "bind" || type === "tmpfs") refuse(["mode", "uid", "gid"]);
  if (type !== "cache") refuse(["sharing"]);
  if (type !== "secret") return faults;
  refuse(["from"]);
  const source = given.get("source");
  if (source && given.has("id")) faults.push({ code: "invalid-mount", span: source.span, message: "A secret mount takes id or source, not both." });
  if (!source && !given.has("id") && !given.has("target")) {
    faults.push({ code: "invalid-mount", span: whole.span, message: "A secret mount needs an id: id=name." });
  }
  return faults;
}
