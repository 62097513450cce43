import type * as lsp from "vscode-languageserver-types";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LoadService } from "./base/service.ts";
import { inlineAt, writtenRange } from "./inline.ts";

/** Other mentions of what is named at a place of a Dockerfile; null elsewhere, where editors highlight equal words by themselves. */
export async function highlights(snapshot: Snapshot, position: lsp.Position, workspace: Workspace, service: LoadService): Promise<lsp.DocumentHighlight[] | null> {
  if (snapshot.dockerfile) return (await service()).computeHighlightRanges(snapshot.text, position);
  const inside = inlineAt(snapshot, snapshot.lines.offsetAt(position), workspace);
  if (!inside) return null;
  const { inline, offset } = inside;
  const found = (await service()).computeHighlightRanges(inline.snapshot.text, inline.snapshot.lines.positionAt(offset));
  return found.flatMap((highlight) => {
    const range = writtenRange(inline, highlight.range, snapshot);
    return range ? [{ ...highlight, range }] : [];
  });
}
