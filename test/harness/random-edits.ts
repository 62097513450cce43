// Edits as someone makes them who knows what Dockerfiles hold, and some that nobody would make.
import type { Random } from "../oracle/bake/random.ts";

const pieces = [
  "x", " ", "\n", "\\", "\\\n", "# remark\n", "\nRUN apt-get update\n", "\nFROM debian:12 AS other\n", '\nSHELL ["/bin/bash", "-c"]\n', "\nARG NAME=1\n", "<<EOF", "EOF\n", "\nONBUILD ", "$NAME", '"', "'", "&& cd /srv ",
  "--link ", "\r\n", "\nUSER root\n", "=", "|",
];

const word = /[^\s"'=]+/g;

/** Gives a text with one edit. Mostly a word of the known texts takes the place of another, as what typing changes stays within an instruction; else anything goes anywhere. */
export function randomEdits(known: readonly string[]): (text: string, random: Random) => string {
  const words = [...new Set(known.flatMap((text) => text.match(word) ?? []))].sort();
  return (text, random) => {
    const own = [...text.matchAll(word)];
    if (own.length > 0 && random.below(3) > 0) {
      const old = random.pick(own);
      return text.slice(0, old.index) + random.pick(words) + text.slice(old.index + old[0].length);
    }
    const at = random.below(text.length + 1);
    const end = random.below(3) === 0 ? Math.min(text.length, at + random.below(30)) : at;
    return text.slice(0, at) + (random.below(4) === 0 && end > at ? "" : random.pick(pieces)) + text.slice(end);
  };
}
