import type * as lsp from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import { type InlineDockerfile, inlineDockerfilesOf } from "../workspace/inline-dockerfiles.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** The Dockerfiles that bake files hold, of all sets that a file takes part in. */
export function inlinesOf(snapshot: Snapshot, workspace: Workspace): InlineDockerfile[] {
  return workspace.modelsOfFile(snapshot.uri).flatMap(({ links }) => [...inlineDockerfilesOf(links).values()]);
}

/** The Dockerfile that is written at this offset of a bake or Compose file, and the offset in its own text. */
export function inlineAt(snapshot: Snapshot, offset: number, workspace: Workspace): { readonly inline: InlineDockerfile; readonly offset: number } | undefined {
  for (const inline of snapshot.dockerfile ? [] : inlinesOf(snapshot, workspace)) {
    const inside = inline.text.offsetOf(snapshot.uri, offset);
    if (inside !== undefined) return { inline, offset: inside };
  }
  return undefined;
}

/** Where a range of an inline Dockerfile is written in this file; undefined for what is written in another one. */
export function writtenRange({ text, snapshot: { lines } }: InlineDockerfile, range: lsp.Range, home: Snapshot): lsp.Range | undefined {
  const { uri, span } = text.placeOf(lines.spanOf(range));
  return uri === home.uri ? home.lines.rangeOf(span) : undefined;
}

/** Where a span of a file's or an inline Dockerfile's text is written; undefined when that file is not known. */
export function writtenPlace(place: { readonly snapshot: Snapshot; readonly span: Span }, inlines: readonly InlineDockerfile[], workspace: Workspace): { readonly snapshot: Snapshot; readonly span: Span } | undefined {
  const inline = inlines.find((candidate) => candidate.snapshot === place.snapshot);
  if (!inline) return place;
  const { uri, span } = inline.text.placeOf(place.span);
  const snapshot = workspace.store.get(uri);
  return snapshot && { snapshot, span };
}
