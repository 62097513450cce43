import { memoize } from "../../../base/memoize.ts";
import type { Dockerfile } from "../dockerfile.ts";

/**
 * All words of the file in lower case: runs of ASCII letters, comments and names of instructions too. A word that is broken by quotes,
 * escapes or the end of a line, as in `ap"t-ge"t`, counts in its pieces and whole. What is put together out of variables is not seen.
 */
export const wordsOf = memoize(({ text }: Dockerfile): ReadonlySet<string> => {
  const words = new Set<string>();
  addWords(words, text);
  if (/[a-z](?:["'\\`^]|[\\`]\r?\n)+[a-z]/i.test(text)) addWords(words, text.replace(/[\\`]\r?\n|["'\\`^]/g, ""));
  return words;
});

function addWords(words: Set<string>, text: string): void {
  for (const [word] of text.matchAll(/[a-z]+/gi)) words.add(word.toLowerCase());
}
