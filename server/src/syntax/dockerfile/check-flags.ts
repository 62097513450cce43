import { alongside } from "../../base/anchored-span.ts";
import { closestName } from "../../base/closest-name.ts";
import type { FlagInfo } from "../../data/instruction-flags.ts";
import { findInstruction } from "../../data/instructions.ts";
import type { Fault } from "../fault.ts";
import { checkDevice } from "./device.ts";
import { durationProblem } from "./duration.ts";
import { checkMount } from "./mount.ts";
import type { Flag } from "./tree.ts";

/** What BuildKit refuses in the flags of an instruction of the file `text`. `keyword` is in upper case. */
export function checkFlags(text: string, keyword: string, flags: readonly Flag[], escape: "\\" | "`"): Fault[] {
  if (flags.length === 0) return [];
  const info = findInstruction(keyword);
  if (info === undefined || !info.checksFlags) return [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const flag of flags) {
    const known = info.flags.find(({ name }) => name === flag.name);
    if (known === undefined) faults.push(unknownFlag(keyword, flag, info.flags));
    else if (seen.has(flag.name) && !known.isRepeatable) {
      faults.push({ code: "duplicate-flag", span: flag.span, message: `--${flag.name} stands here a second time; ${keyword} takes it once.` });
    } else for (const fault of checkValue(text, flag, known, escape)) faults.push(fault);
    seen.add(flag.name);
  }
  return faults;
}

function unknownFlag(keyword: string, flag: Flag, known: readonly FlagInfo[]): Fault {
  const span = alongside(flag.span, flag.span.start, Math.max(flag.nameSpan.end, flag.span.start + 2));
  const guess = closestName(flag.name, known.map(({ name }) => name));
  const help = guess !== undefined ? ` Did you mean --${guess}?` : known.length === 0 ? ` ${keyword} takes no flags.` : "";
  return { code: "unknown-flag", span, message: `${keyword} has no flag --${flag.name}.${help}` };
}

function checkValue(text: string, flag: Flag, known: FlagInfo, escape: "\\" | "`"): Fault[] {
  const value = flag.plainValue;
  if (flag.value === undefined || value === undefined || (known.kind === "bool" && value === "")) {
    if (known.kind === "bool" && flag.value === undefined) return [];
    const example = known.placeholder !== "" ? known.placeholder : known.values.join(" or ");
    return [{ code: "missing-flag-value", span: flag.span, message: `--${flag.name} needs a value: --${flag.name}=${example}.` }];
  }
  if (known.kind === "mount") return checkMount(text, flag.value, escape);
  if (known.kind === "device") return checkDevice(text, flag.value, escape);
  const problem = valueProblem(known, value);
  return problem === undefined ? [] : [{ code: "invalid-flag-value", span: flag.value.span, message: problem }];
}

function valueProblem(known: FlagInfo, value: string): string | undefined {
  switch (known.kind) {
    case "bool":
      return /^(true|false)$/i.test(value) ? undefined : `--${known.name} is either true or false, not ${value}.`;
    case "enum": {
      if (known.values.includes(value)) return undefined;
      const guess = closestName(value, known.values);
      return `--${known.name} is one of ${known.values.join(", ")}, not ${value === "" ? "empty" : value}.` +
        (guess === undefined ? "" : ` Did you mean ${guess}?`);
    }
    case "duration":
      return durationProblem(`--${known.name}`, value);
    case "int":
      return value === "" || (/^(\+?\d+|-0+)$/.test(value) && Number(value) < 2 ** 31)
        ? undefined
        : `--${known.name} is a whole number that is not negative, not ${value}.`;
    default:
      return undefined;
  }
}
