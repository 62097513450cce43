import { conflict, type Edit } from "../base/edit.ts";

/** Edits of one text that can all be applied, kept in the order of the text so that each question takes a binary search. */
export class ChosenEdits {
  private readonly ordered: Edit[] = [];

  /** Whether this very edit was chosen before. */
  has({ span, newText }: Edit): boolean {
    for (let index = this.firstFrom(span.start); this.ordered[index]?.span.start === span.start; index++) {
      const other = this.ordered[index]!;
      if (other.span.end === span.end && other.newText === newText) return true;
    }
    return false;
  }

  /**
   * Whether the edit changes text that one chosen before changes. Two insertions at one place conflict as well, since their
   * order would be chance, and so does what is written right beside a rewritten command or behind a removed word, to which it
   * would not belong any more.
   */
  conflictsWith(edit: Edit): boolean {
    const { start, end } = edit.span;
    const first = this.firstFrom(start);
    // Chosen edits do not overlap, so of the earlier ones only the nearest can reach this far.
    const before = this.ordered[first - 1];
    if (before && (conflict(edit, before) || writeTogether(edit, before))) return true;
    for (let index = first; index < this.ordered.length; index++) {
      const other = this.ordered[index]!;
      if (other.span.start > end) return false;
      if (conflict(edit, other) || writeTogether(edit, other)) return true;
    }
    return false;
  }

  /** Findings come in the order of the text, so new edits go at the end or near it. */
  add(edit: Edit): void {
    let index = this.ordered.length;
    while (index > 0 && isAfter(this.ordered[index - 1]!, edit)) index--;
    this.ordered.splice(index, 0, edit);
  }

  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ordered[middle]!.span.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isAfter(a: Edit, b: Edit): boolean {
  return a.span.start > b.span.start || (a.span.start === b.span.start && a.span.end > b.span.end);
}

function writeTogether(a: Edit, b: Edit): boolean {
  if (a.span.end !== b.span.start && b.span.end !== a.span.start) return false;
  if (a.newText === "" || b.newText === "") return isBehindRemoval(a, b) || isBehindRemoval(b, a);
  return rewrites(a) || rewrites(b) || (isInsertion(a) && isInsertion(b));
}

/** Whether something is added to the end of what goes, as an option to a flag. */
function isBehindRemoval(insertion: Edit, removal: Edit): boolean {
  return isInsertion(insertion) && removal.newText === "" && removal.span.end === insertion.span.start;
}

/** Whether it puts other words in place of what stands there, not just another word. */
function rewrites(edit: Edit): boolean {
  return !isInsertion(edit) && /\s/.test(edit.newText);
}

function isInsertion({ span }: Edit): boolean {
  return span.start === span.end;
}
