import type { CommandNode, ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";

const programs = /^(?:(?:sha(?:1|224|256|384|512)|md5|b2)sum|shasum)$/;
/** A line as these programs read it with `-c`: a checksum, or a variable that holds one, and the name of a file. */
const checksumLine = /(?:\b[\da-f]{32,128}|\$\{?\w*(?:SHA|SUM|MD5|DIGEST|HASH)\w*\}?)["']?[ \t]+[*"']*[^\s"']+["']?$/i;

/** The program's word where a line with a checksum is piped into it that it does not compare, for want of `-c`. */
export function uncomparedChecksum({ name, words, command, use }: Invocation): ShellWord | undefined {
  if (!programs.test(name) || !use || use.scope.kind === "substitution" || command?.redirections.length !== 0) return undefined;
  const { commands } = use.pipeline;
  if (use.pipelineIndex === 0 || use.pipelineIndex !== commands.length - 1 || !isChecksumLine(commands[0]!)) return undefined;
  return words.some(({ unquoted }) => /^(?:-[a-z]*c[a-z]*|--check)$/.test(unquoted)) ? undefined : words[0];
}

function isChecksumLine(node: CommandNode): boolean {
  return node.kind === "command" && node.name?.value === "echo" && checksumLine.test(node.arguments.map(({ text }) => text).join(" "));
}
