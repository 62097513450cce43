import type { Spanned } from "../../base/span.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";
import { type CommandOption, findOption, optionNames, type OptionSyntax, parseArguments } from "./options.ts";

/** A call of chmod, chown or chgrp. */
export interface PermissionChange extends Spanned {
  readonly kind: "chmod" | "chown" | "chgrp";
  /** The mode or owner; undefined with `--reference` and where it is missing. */
  readonly setting: ShellWord | undefined;
  readonly targets: readonly ShellWord[];
  readonly isRecursive: boolean;
  readonly options: readonly CommandOption[];
  readonly invocation: Invocation;
}

const syntax: OptionSyntax = { withValue: optionNames("--from --reference") };
const symbolicMode = /^[ugoa]*(?:[-+=][rwxXstugo]*)+(?:,[ugoa]*(?:[-+=][rwxXstugo]*)+)*$/;

export function permissionChangesOf(invocations: readonly Invocation[]): PermissionChange[] {
  const changes: PermissionChange[] = [];
  for (const invocation of invocations) {
    const kind = invocation.name;
    if (kind === "chmod" || kind === "chown" || kind === "chgrp") changes.push(permissionChange(kind, invocation));
  }
  return changes;
}

function permissionChange(kind: PermissionChange["kind"], invocation: Invocation): PermissionChange {
  const words = invocation.arguments;
  // `chmod -x file`: a mode that looks like options, unless it could be `-R`.
  const dashed = kind === "chmod" ? words.findIndex((word) => /^-[rwxXst]+$/.test(word.unquoted)) : -1;
  const { options, operands } = parseArguments(dashed === -1 ? words : words.filter((_, index) => index !== dashed), syntax);
  const hasReference = findOption(options, "--reference") !== undefined;
  const skip = dashed === -1 && !hasReference ? 1 : 0;
  return {
    span: invocation.span,
    kind,
    setting: dashed !== -1 ? words[dashed] : hasReference ? undefined : operands[0],
    targets: operands.slice(skip),
    isRecursive: findOption(options, "-R", "--recursive") !== undefined,
    options,
    invocation,
  };
}

/** Whether a mode lets everybody write: `777`, `a+w`, `o=rwx`. With the sticky bit (`1777`) it is meant for that. */
export function isWorldWritable(mode: string): boolean {
  if (/^[0-7]{3,5}$/.test(mode)) return (Number(mode.at(-1)) & 2) !== 0 && !(mode.length > 3 && (Number(mode.at(-4)) & 1) !== 0);
  if (!symbolicMode.test(mode)) return false;
  return mode.split(",").some((clause) => /^[ugo]*[oa][ugoa]*[+=][rxXst]*w/.test(clause));
}

/** Whether a mode makes programs run as their owner or group. */
export function setsIdentity(mode: string): boolean {
  if (/^[0-7]{4,5}$/.test(mode)) return (Number(mode.at(-4)) & 6) !== 0;
  return symbolicMode.test(mode) && mode.split(",").some((clause) => /[+=][rwxXt]*s/.test(clause));
}

/** Whether chmod takes a text for a mode: digits, also behind an operator, or letters. */
export function isMode(text: string): boolean {
  return /^[-+=]?[0-7]{1,5}$/.test(text) || (text !== "" && symbolicMode.test(text));
}
