/** Does work in the next turn of the event loop, behind all that is queued for it. Returns how to call it off. */
export function inNextTurn(work: () => void): () => void {
  // A timer rests for a millisecond at least; workers of browsers have nothing else.
  if (typeof setImmediate !== "function") return after(0, work);
  const handle = setImmediate(work);
  return () => clearImmediate(handle);
}

/** Lets what is queued go first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    inNextTurn(resolve);
  });
}

/** Does work after some milliseconds. Returns how to call it off. */
export function after(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
