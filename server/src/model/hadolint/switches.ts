import { calls, countFlag, hasFlag, type PlainCommand, valuesOf } from "./commands.ts";

/** Whether a command lacks an option that hadolint asks for. */
export type MissingTest = (command: PlainCommand) => boolean;

export const aptAsks: MissingTest = (command) => {
  if (!calls(command, "apt-get", "install") || hasFlag(command, "y", "yes", "assume-yes")) return false;
  return countFlag(command, "q") !== 2 && countFlag(command, "quiet") !== 2 && !command.arguments.includes("-q=2");
};

export const aptRecommends: MissingTest = (command) =>
  calls(command, "apt-get", "install") && !hasFlag(command, "no-install-recommends") && !command.arguments.includes("APT::Install-Recommends=false");

export const yumAsks: MissingTest = (command) => asks(command, "yum");
export const dnfAsks: MissingTest = (command) => asks(command, "dnf") || asks(command, "microdnf");

function asks(command: PlainCommand, name: string): boolean {
  return calls(command, name, "install", "groupinstall", "localinstall") && !hasFlag(command, "y", "assumeyes");
}

export const zypperAsks: MissingTest = (command) =>
  calls(command, "zypper", "install", "in", "remove", "rm", "source-install", "si", "patch") && !hasFlag(command, "n", "non-interactive", "no-confirm", "y");

/** The length of the number decides. */
export const sparseLog: MissingTest = (command) =>
  command.name === "useradd" && !hasFlag(command, "l", "no-log-init") && valuesOf(command, (flag) => flag === "u").some((value) => value.length > 5);

export const loudWget: MissingTest = (command) =>
  command.name === "wget" && !hasFlag(command, "progress", "q", "quiet", "o", "output-file", "a", "append-output", "no-verbose") && !command.arguments.includes("-nv");
