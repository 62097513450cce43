import { memoize } from "../../../base/memoize.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** The words of a text, asked for by their hashes. */
export class WordSet {
  private readonly hashes = new Set<number>();

  /** Whether the word stands in the text. Rarely it says so of one that does not; never the other way round. */
  has(word: string): boolean {
    return this.hashes.has(hashOf(word));
  }

  hasAny(hashes: readonly number[]): boolean {
    return hashes.some((hash) => this.hashes.has(hash));
  }

  /** Reads each character once and makes no strings, because all of a file is read at each keystroke. */
  add(text: string): void {
    let hash = 0;
    for (let index = 0; index < text.length; index++) {
      const letter = (text.charCodeAt(index) | 0x20) - 0x60;
      if (letter >= 1 && letter <= 26) hash = (Math.imul(hash, 31) + letter) | 0;
      else if (hash !== 0) {
        this.hashes.add(hash);
        hash = 0;
      }
    }
    this.hashes.add(hash);
  }
}

/** Of a word of letters alone. */
export function hashOf(word: string): number {
  let hash = 0;
  for (let index = 0; index < word.length; index++) hash = (Math.imul(hash, 31) + (word.charCodeAt(index) | 0x20) - 0x60) | 0;
  return hash;
}

/** The end of a line within a word, with the comments and empty lines that the builder leaves out there, and signs that quote. */
const joints = /[\\`][ \t\r]*\n(?:[ \t]*(?:#.*)?\r?\n)*|["'\\`^]/g;
const hasJoints = /[a-z](?:["'\\`^]|[\\`][ \t\r]*\n)+[a-z]|[\\`][ \t\r]*\n[ \t]*(?:#|\r?\n)/i;

/** An escape as JSON and some shells know it: the letter is no part of the word behind it. */
const escapes = /\\(?:u[\da-f]{4}|x[\da-f]{1,2}|[abefnrtv])/gi;
const hasEscapes = /\\[abefnrtuvx]/i;

/**
 * All words of the file in lower case: runs of ASCII letters, comments and names of instructions too. A word that is broken by quotes,
 * escapes or the end of a line, as in `ap"t-ge"t`, counts in its pieces and whole. What is put together out of variables is not seen.
 */
export const wordsOf = memoize(({ text }: Dockerfile): WordSet => {
  const words = new WordSet();
  words.add(text);
  if (hasEscapes.test(text)) words.add(text.replace(escapes, " "));
  if (hasJoints.test(text)) words.add(text.replace(joints, ""));
  return words;
});
