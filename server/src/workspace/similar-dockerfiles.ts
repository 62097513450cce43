import { AttachedMap } from "../base/attached-map.ts";
import { sameList } from "../base/same-data.ts";
import { parentUri, relativePath } from "../base/uri.ts";
import { instructionTexts } from "../model/dockerfile/text/instruction-texts.ts";
import type { SimilarDockerfile } from "../model/dockerfile/use.ts";
import { isTemplate } from "./file-kind.ts";
import type { Snapshot } from "./snapshot.ts";

/** Fewer equal instructions are what all Dockerfiles of a kind begin with. */
const fewestEqual = 8;
const smallestShare = 0.7;

/** Longer files are written by programs, and comparing them costs the product of their lengths. */
const mostInstructions = 300;
const largestText = 100_000;

const known = new AttachedMap<Snapshot, readonly string[]>();

interface Comparison {
  readonly others: readonly Snapshot[];
  readonly similar: readonly SimilarDockerfile[];
}

const compared = new AttachedMap<Snapshot, Comparison>();

/** Those of some other Dockerfiles that hold most of the instructions of this one, in the same order. */
export function similarDockerfiles(own: Snapshot, others: readonly Snapshot[]): readonly SimilarDockerfile[] {
  const before = compared.get(own);
  if (before && sameList(before.others, others)) return before.similar;
  const similar = compare(own, others);
  compared.set(own, { others, similar });
  return similar;
}

function compare(own: Snapshot, others: readonly Snapshot[]): readonly SimilarDockerfile[] {
  const texts = textsOf(own);
  if (texts.length < fewestEqual) return [];
  return others.flatMap((other) => {
    const count = equalInOrder(texts, textsOf(other), Math.max(fewestEqual, texts.length * smallestShare));
    return count === undefined ? [] : [{ path: relativePath(parentUri(own.uri), other.uri), equal: count, of: texts.length }];
  });
}

/** None of a file that a program writes: its instructions are kept in one place already. */
function textsOf(snapshot: Snapshot): readonly string[] {
  let texts = known.get(snapshot);
  if (!texts) {
    texts = snapshot.text.length > largestText || isTemplate(snapshot.uri, snapshot.text) || isGenerated(snapshot.text) ? [] : instructionTexts(snapshot.dockerfile, mostInstructions);
    known.set(snapshot, texts);
  }
  return texts;
}

function isGenerated(text: string): boolean {
  return /^#.*\b(?:generated|do not edit)\b/im.test(text.slice(0, 2000));
}

/** How many texts of two lists are equal in order at most; undefined when fewer than `least` are. */
function equalInOrder(a: readonly string[], b: readonly string[], least: number): number | undefined {
  if (Math.min(a.length, b.length) < least) return undefined;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const rest = b.slice(start, b.length - end);
  const inRest = new Set(rest);
  const shared = a.slice(start, a.length - end).filter((text) => inRest.has(text));
  if (start + end + shared.length < least) return undefined;
  const count = start + end + longestCommon(shared, rest);
  return count < least ? undefined : count;
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let last = b.map(() => 0);
  for (const text of a) {
    const row: number[] = [];
    for (const [index, other] of b.entries()) row.push(text === other ? (last[index - 1] ?? 0) + 1 : Math.max(last[index]!, row[index - 1] ?? 0));
    last = row;
  }
  return last.at(-1) ?? 0;
}
