import type { Span } from "./span.ts";

/** One replacement in a text. An insertion has an empty span, a removal an empty `newText`. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

export function sortEdits(edits: readonly Edit[]): Edit[] {
  return edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.order - b.order)
    .map(({ edit }) => edit);
}

/** Whether two edits cannot both be applied. Two insertions at one place can: they keep their order. */
export function conflict(a: Edit, b: Edit): boolean {
  const emptyA = a.span.start === a.span.end;
  const emptyB = b.span.start === b.span.end;
  if (emptyA && emptyB) return false;
  if (emptyA) return b.span.start < a.span.start && a.span.start < b.span.end;
  if (emptyB) return a.span.start < b.span.start && b.span.start < a.span.end;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/**
 * Applies edits that all refer to the same original text.
 * @throws RangeError when two of them overlap: the caller must have merged them with `conflict` before.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let position = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.span.start < position) throw new RangeError(`overlapping edits at offset ${edit.span.start}`);
    result += text.slice(position, edit.span.start) + edit.newText;
    position = edit.span.end;
  }
  return result + text.slice(position);
}
