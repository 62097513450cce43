/** Whole parts of so many characters are compared first, which engines do fast. */
const part = 4096;

/** How many characters two texts begin with alike. */
export function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + part <= most && a.slice(at, at + part) === b.slice(at, at + part)) at += part;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** How many characters two texts end with alike, `most` at the utmost. */
export function commonEnd(a: string, b: string, most: number): number {
  let count = 0;
  while (count + part <= most && a.slice(a.length - count - part, a.length - count) === b.slice(b.length - count - part, b.length - count)) count += part;
  while (count < most && a.charCodeAt(a.length - count - 1) === b.charCodeAt(b.length - count - 1)) count++;
  return count;
}
