import type { Span } from "../../../base/span.ts";
import type { CommandOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { aptSetting, isAptFalse } from "./apt.ts";

export interface Unverified {
  readonly span: Span;
  readonly option: CommandOption | undefined;
  /** What is written, for messages. */
  readonly text: string;
  /** Whether nothing but local files and addresses is installed, which no repository signs. */
  readonly isLocalOnly: boolean;
}

const options: Readonly<Record<string, RegExp>> = {
  apt: /^--(?:allow-unauthenticated|allow-insecure-repositories|force-yes)$/,
  apk: /^--allow-untrusted$/,
  rpm: /^--(?:nogpgcheck|no-gpgchecks)$/,
  zypper: /^--(?:no-gpg-checks|allow-unsigned-rpm)$/,
};
const aptKeys = ["APT::Get::AllowUnauthenticated", "Acquire::AllowInsecureRepositories", "Acquire::AllowDowngradeToInsecureRepositories"];

/** The option by which a call skips the check of signatures. */
export function unverified(command: PackageCommand): Unverified | undefined {
  const { family, packages } = command;
  const isLocalOnly = packages.length > 0 && (hasLocalRepository(command) || packages.every(({ kind, word }) => kind === "path" || kind === "url" || /\.(?:deb|rpm|apk)$/.test(word.unquoted)));
  const plain = command.options.find(({ name, value }) => options[family]?.test(name) || (family === "rpm" && name === "--setopt" && /(?:^|\.)gpgcheck=(?:0|false|no)$/i.test(value ?? "")));
  if (plain !== undefined) return { span: plain.span, option: plain.name === "--setopt" ? undefined : plain, text: plain.value === undefined ? plain.name : `${plain.name}=${plain.value}`, isLocalOnly };
  if (family !== "apt") return undefined;
  for (const key of aptKeys) {
    const value = aptSetting(command.options, key);
    const option = command.options.find((each) => each.value?.toLowerCase().startsWith(key.toLowerCase()));
    if (value !== undefined && !isAptFalse(value) && option !== undefined) return { span: option.span, option, text: key, isLocalOnly };
  }
  return undefined;
}

/** A folder of packages, such as those that an earlier step built. */
function hasLocalRepository({ options: given }: PackageCommand): boolean {
  return given.some(({ name, value }) => /^(?:--repository|-X|--repofrompath)$/.test(name) && /^(?:[\w.-]+,)?(?:file:|\.{0,2}\/)/.test(value ?? ""));
}
