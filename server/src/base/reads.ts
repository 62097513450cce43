/**
 * What a computation looks at, as a set of bits whose meaning is up to who notes them. Code that may later be asked whether its result
 * still holds runs within `readsOf`; `memoize` remembers with each result what it was made from.
 */
let current = 0;

/** Says that some part of the data was looked at. */
export function noteRead(parts: number): void {
  current |= parts;
}

/** A result with what was looked at for it. */
export interface Noted<Result> {
  readonly value: Result;
  readonly reads: number;
}

/** Runs something and tells what it looked at, which counts for the computation around it too. */
export function readsOf<Result>(work: () => Result): Noted<Result> {
  const outer = current;
  current = 0;
  try {
    const value = work();
    return { value, reads: current };
  } finally {
    current |= outer;
  }
}

/** Runs something whose looking around counts as nothing, because what matters of it was noted already. */
export function unnoted<Result>(work: () => Result): Result {
  const outer = current;
  try {
    return work();
  } finally {
    current = outer;
  }
}
