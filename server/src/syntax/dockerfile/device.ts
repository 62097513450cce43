import type { Fault } from "../fault.ts";
import { mountOptionsOf } from "./mount.ts";
import type { MountOption } from "./mount.ts";
import type { Word } from "./tree.ts";

/** What BuildKit refuses in the value of `RUN --device`: a device's name, and whether it is required. */
export function checkDevice(text: string, value: Word, escape: "\\" | "`"): Fault[] {
  const faults: Fault[] = [];
  let hasName = false;
  for (const option of mountOptionsOf(text, value, escape)) {
    const key = option.key.toLowerCase();
    const problem = problemOf(option, key, hasName);
    if (problem !== undefined) faults.push({ code: "invalid-device", span: option.span, message: problem });
    // The first part that is no option of its own is the name, an equals sign in it included.
    if (key !== "required") hasName = true;
  }
  return faults;
}

function problemOf({ key: written, value }: MountOption, key: string, hasName: boolean): string | undefined {
  if (key === "required") {
    if (value === undefined || /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)) return undefined;
    return `required is true or false, not ${value}.`;
  }
  if (!hasName) return undefined;
  if (key === "name") return "The device already has a name.";
  return `A device has no option ${written}; expected required behind its name.`;
}
