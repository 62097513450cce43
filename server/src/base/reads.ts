/**
 * What a computation looks at, as a set of bits whose meaning is up to who notes them. Code that may later be asked whether its result
 * still holds runs within `readsOf`; what is remembered (`AttachedMap`) remembers what it was made from as well.
 */
let current = 0;

/** Says that some part of the data was looked at. */
export function noteRead(parts: number): void {
  current |= parts;
}

/** Begins a computation of its own. What it gives has to be handed to `endReads`, whatever happens. */
export function beginReads(): number {
  const outer = current;
  current = 0;
  return outer;
}

/** Ends the computation, tells what it looked at, and counts that for the one around it too. */
export function endReads(outer: number): number {
  const own = current;
  current |= outer;
  return own;
}

/** Runs something and tells what it looked at. */
export function readsOf(work: () => void): number {
  const outer = beginReads();
  let own = 0;
  try {
    work();
  } finally {
    own = endReads(outer);
  }
  return own;
}

/** Runs something whose looking around counts as nothing, because what matters of it was noted already. */
export function unnoted<Result>(work: () => Result): Result {
  const outer = beginReads();
  try {
    return work();
  } finally {
    current = outer;
  }
}
