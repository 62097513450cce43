/** Character codes that the Dockerfile grammar names. */
export const TAB = 9;
export const CARRIAGE_RETURN = 13;
export const BLANK = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const DASH = 45;
export const EQUALS = 61;
export const OPENING_BRACKET = 91;

/** White space as Go's `unicode.IsSpace` knows it, which BuildKit trims and splits most things with. */
export function isSpace(code: number): boolean {
  if (code < 128) return code === BLANK || (code >= TAB && code <= CARRIAGE_RETURN);
  return (
    code === 0x85 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000
  );
}

/** The narrower white space that separates a keyword from its arguments and paths from each other. */
export function isSeparator(code: number): boolean {
  return code === BLANK || code === TAB || code === 11 || code === 12 || code === CARRIAGE_RETURN;
}

export function skipSpace(text: string, from: number, to: number): number {
  let index = from;
  while (index < to && isSpace(text.charCodeAt(index))) index++;
  return index;
}

export function skipSpaceBack(text: string, from: number, to: number): number {
  let index = to;
  while (index > from && isSpace(text.charCodeAt(index - 1))) index--;
  return index;
}

export function skipSeparators(text: string, from: number, to: number): number {
  let index = from;
  while (index < to && isSeparator(text.charCodeAt(index))) index++;
  return index;
}

export function findSeparator(text: string, from: number, to: number): number {
  let index = from;
  while (index < to && !isSeparator(text.charCodeAt(index))) index++;
  return index;
}
