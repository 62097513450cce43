import { isPosixLike } from "../../../syntax/shell/dialect.ts";
import type { Heredoc, Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { scriptOf } from "./scripts.ts";

/**
 * Whether a shell reads the body of a heredoc line by line: it is the script of a RUN, or the input of a shell that
 * the RUN starts. What other programs read, such as Python, `cat` or COPY, is data.
 */
export function isShellHeredoc(dockerfile: Dockerfile, instruction: Instruction, { span }: Heredoc): boolean {
  if (instruction.kind !== "RUN" || !instruction.command) return false;
  const { shell, invocations } = scriptOf(dockerfile, instruction);
  const { command } = instruction;
  if (span.start <= command.span.start && span.end >= command.span.end) return isPosixLike(shell);
  return invocations.some(({ name, arguments: words }) => /^(?:ba|da|z|k|a)?sh$/.test(name) && words.every(({ unquoted }) => /^-/.test(unquoted) && !/^-\w*c/.test(unquoted)));
}
