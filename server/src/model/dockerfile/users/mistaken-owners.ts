import { memoize } from "../../../base/memoize.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { isMode, type PermissionChange } from "../../shell/permissions.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { runSteps } from "../scripts/run-steps.ts";

/** What a call of chmod or chown was given in place of a mode or an owner. */
export type MistakenSetting =
  /** `chown 755`, which names the user with that number. */
  | { readonly kind: "mode-as-owner"; readonly word: ShellWord; readonly isNumber: boolean }
  /** `chmod app:app` */
  | { readonly kind: "owner-as-mode"; readonly word: ShellWord }
  /** `chmod script.sh +x` */
  | { readonly kind: "mode-behind"; readonly word: ShellWord; readonly mode: ShellWord };

/** Modes that people write; other numbers may well be those of users. */
const usualMode = /^(?:0?(?:7(?:00|1[01]|5[05]|7[057])|6[046][046]|4[04][04])|1777|[24]755|277[05])$/;

export function mistakenSetting(dockerfile: Dockerfile, { kind, setting, targets }: PermissionChange): MistakenSetting | undefined {
  if (setting === undefined || targets.length === 0 || setting.value === undefined) return undefined;
  const { value } = setting;
  if (kind !== "chmod") {
    if (/^[ugoa]*[-+=][rwxXst]+(?:,|$)/.test(value)) return { kind: "mode-as-owner", word: setting, isNumber: false };
    return usualMode.test(value) && !accountNumbers(dockerfile).has(value) ? { kind: "mode-as-owner", word: setting, isNumber: true } : undefined;
  }
  if (isMode(value)) return undefined;
  const mode = targets.find((word) => word.value !== undefined && /^[ugoa]*[-+=][rwxXst]+$/.test(word.value));
  if (mode !== undefined) return { kind: "mode-behind", word: setting, mode };
  return /^[a-z_][\w-]*:[\w-]*$|^:[a-z_][\w-]*$|^\d+:\d+$|^(?:root|www-data|nobody|node|nginx|postgres)$/.test(value) ? { kind: "owner-as-mode", word: setting } : undefined;
}

/** The numbers that the file gives to accounts, switches to, or has in a variable. */
const accountNumbers = memoize((dockerfile: Dockerfile): ReadonlySet<string> => new Set([
  ...[...dockerfile.all("ARG"), ...dockerfile.all("ENV")].flatMap(({ pairs }) => pairs.flatMap(({ value }) => value?.text ?? [])),
  ...dockerfile.all("USER").flatMap(({ words }) => words.flatMap(({ text }) => text.split(":"))),
  ...runSteps(dockerfile).flatMap(({ script }) => script.facts.accountCreations.flatMap(({ id }) => id ?? [])),
]));
