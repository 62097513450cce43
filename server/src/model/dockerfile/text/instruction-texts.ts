import type { Dockerfile } from "../dockerfile.ts";

/** Each instruction in one spelling: its keyword in capitals, on one line, without comments and with single blanks. None of a file with more than `most`. */
export function instructionTexts(dockerfile: Dockerfile | undefined, most: number): readonly string[] {
  const instructions = dockerfile?.tree.instructions ?? [];
  if (!dockerfile || instructions.length > most) return [];
  return instructions.map(({ span, keyword }) => {
    const rest = dockerfile.text.slice(span.start + keyword.length, span.end);
    return keyword.toUpperCase() + rest.replace(/^[ \t]*#.*$/gm, "").replace(/[\\`][ \t]*\r?\n/g, " ").replace(/\s+/g, " ").trimEnd();
  });
}
