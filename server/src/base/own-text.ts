/** Engines copy what is shorter, instead of pointing into the longer text. */
const shortest = 13;

/**
 * The same text in memory of its own. A slice of a long text keeps the whole of that text in memory; what outlives its file's text for
 * long must not.
 */
export function ownText(slice: string): string {
  return slice.length < shortest ? slice : ` ${slice}`.slice(1);
}
