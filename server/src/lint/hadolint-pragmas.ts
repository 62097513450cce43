import type { IgnoreComment } from "./ignore-comments.ts";

const pattern = /^#[ \t]*hadolint[ \t]+(?:global[ \t]+)?ignore[ \t]*=[ \t]*[DS][LC]\d{4}(?:[ \t]*,[ \t]*[DS][LC]\d{4})*[ \t]*(?:#.*)?$/;

/**
 * Whether hadolint heeds a comment of its own: it wants its codes in capitals with commas between, and for one instruction
 * it wants the comment right above. Ours may stand above other comments and blank lines, and within an instruction.
 */
export function isHeededByHadolint(text: string, { span, covers }: IgnoreComment): boolean {
  if (!pattern.test(text.slice(span.start, span.end).trimEnd())) return false;
  return covers === undefined || /^\r?\n[ \t]*[^\s#]/.test(text.slice(span.end, covers.end));
}
