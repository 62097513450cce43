import { LineIndex } from "../base/line-index.ts";
import type { HclTree } from "../syntax/hcl/tree.ts";

/** A place as buildx writes it, both counted from 1. */
export interface ErrorPlace {
  readonly line: number;
  /** In grapheme clusters. */
  readonly column: number;
}

/**
 * Where buildx says that an offset is. Inside a JSON string it counts in the decoded text, as if that stood in the file: an
 * escaped line break begins a new line.
 */
export function errorPlace(tree: HclTree, offset: number): ErrorPlace {
  const lines = new LineIndex(tree.text);
  const { line, character } = lines.positionAt(offset);
  const before = lines.lineText(line).slice(0, character);
  const quote = tree.language === "json" ? openQuote(before) : undefined;
  if (quote === undefined) return { line: line + 1, column: countClusters(before) + 1 };
  const decoded = decode(before.slice(quote + 1)).split("\n");
  const last = decoded.at(-1)!;
  return { line: line + decoded.length, column: (decoded.length === 1 ? countClusters(before.slice(0, quote + 1)) : 0) + countClusters(last) + 1 };
}

/** Where the string opens that a line of JSON leaves open; a string never goes on behind its line. */
function openQuote(line: string): number | undefined {
  let open: number | undefined;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "\"") open = open === undefined ? at : undefined;
    else if (line[at] === "\\" && open !== undefined) at++;
  }
  return open;
}

function decode(content: string): string {
  try {
    return String(JSON.parse(`"${content}"`));
  } catch {
    return content;
  }
}

function countClusters(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}
