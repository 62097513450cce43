import type { Span } from "../base/span.ts";
import type { Origin, TextPiece, Value } from "./value.ts";

/** What an edit did to the places of a file: those behind it moved. */
export interface Move {
  /** Where the edit ended, in the text before it. */
  readonly from: number;
  readonly distance: number;
}

/** By URI of the file; files that are the same are not there. */
export type Moves = ReadonlyMap<string, Move>;

/** A value with its places where they are after an edit; the value itself when all are where they were. */
export function movedValue(value: Value, moves: Moves): Value {
  const inside = movedInside(value, moves);
  const { origin } = inside;
  const distance = origin === undefined ? 0 : distanceOf(origin, moves);
  return distance === 0 ? inside : { ...inside, origin: movedOrigin(origin!, distance) };
}

function movedInside(value: Value, moves: Moves): Value {
  switch (value.kind) {
    case "string": return value.pieces?.some((piece) => distanceOf(piece, moves) !== 0) ? { ...value, pieces: value.pieces.map((piece) => movedPiece(piece, moves)) } : value;
    case "list":
    case "set":
    case "tuple": {
      const items = value.items.map((item) => movedValue(item, moves));
      return items.every((item, index) => item === value.items[index]) ? value : { ...value, items };
    }
    case "map":
    case "object": {
      const entries = new Map<string, Value>();
      let isSame = true;
      for (const [key, entry] of value.entries) {
        const moved = movedValue(entry, moves);
        isSame &&= moved === entry;
        entries.set(key, moved);
      }
      return isSame ? value : { ...value, entries };
    }
    default: return value;
  }
}

export function distanceOf({ uri, span }: { readonly uri: string; readonly span: Span }, moves: Moves): number {
  const move = moves.get(uri);
  return move !== undefined && span.start >= move.from ? move.distance : 0;
}

function movedOrigin({ uri, span, keySpan }: Origin, distance: number): Origin {
  return keySpan === undefined ? { uri, span: movedSpan(span, distance) } : { uri, span: movedSpan(span, distance), keySpan: movedSpan(keySpan, distance) };
}

function movedPiece(piece: TextPiece, moves: Moves): TextPiece {
  return { ...piece, span: movedSpan(piece.span, distanceOf(piece, moves)) };
}

function movedSpan({ start, end }: Span, distance: number): Span {
  return { start: start + distance, end: end + distance };
}
