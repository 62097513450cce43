import { parentUri } from "../base/uri.ts";
import { isKnown, type ResolvedTarget, type Sourced } from "../eval/resolved-bake.ts";
import type { TextPiece } from "../eval/value.ts";
import { InlineText } from "./inline-text.ts";
import type { TargetLink } from "./links.ts";
import { Snapshot } from "./snapshot.ts";

/** A Dockerfile that is written as a value in a bake file. */
export interface InlineDockerfile {
  /** Its text as it is built, under a URI of its own that no file has. */
  readonly snapshot: Snapshot;
  /** Where that text is written. */
  readonly text: InlineText;
}

/** All that are linked, by the URI of their text. */
export function inlineDockerfilesOf(links: readonly TargetLink[]): Map<string, InlineDockerfile> {
  return new Map(links.flatMap(({ inline }) => (inline ? [[inline.snapshot.uri, inline]] : [])));
}

/** The inline Dockerfiles of a set. A text that stays the same keeps its snapshot, so that it is read once. */
export class InlineDockerfiles {
  private readonly known = new Map<string, { readonly source: Sourced<string>; readonly inline: InlineDockerfile }>();

  /** Undefined where the target has none, or its text cannot be known. Targets that inherit one text share it. */
  of({ dockerfileInline: source }: ResolvedTarget, sourceText: (uri: string) => string): InlineDockerfile | undefined {
    if (source === undefined || !isKnown(source.value) || source.value === "") return undefined;
    const uri = uriOf(source);
    const before = this.known.get(uri);
    if (before?.source === source) return before.inline;
    const snapshot = before?.inline.snapshot.text === source.value ? before.inline.snapshot : new Snapshot(uri, 0, source.value, "dockerfile");
    const inline = { snapshot, text: new InlineText(piecesOf(source, source.value, sourceText), sourceText) };
    this.known.set(uri, { source, inline });
    return inline;
  }
}

/** It ends in a name for people, because messages name Dockerfiles; it lies where the bake file does, so that the same configuration holds. */
function uriOf({ uri, ownerTarget }: Sourced<string>): string {
  return `${parentUri(uri)}/dockerfile-inline%20of%20${encodeURIComponent(ownerTarget)}`;
}

/** A plain string is its own piece; of a text that functions made only the expression is known. */
function piecesOf({ uri, span, pieces }: Sourced<string>, text: string, sourceText: (uri: string) => string): readonly TextPiece[] {
  if (pieces !== undefined) return pieces;
  const isString = /^"[^]*"$/.test(sourceText(uri).slice(span.start, span.end));
  return [isString ? { text, uri, span: { start: span.start + 1, end: span.end - 1 }, form: "quoted" } : { text, uri, span, form: undefined }];
}
