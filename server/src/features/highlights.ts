import type * as lsp from "vscode-languageserver-types";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { LoadService } from "./base/service.ts";

export async function highlights(snapshot: Snapshot, position: lsp.Position, service: LoadService): Promise<lsp.DocumentHighlight[]> {
  return snapshot.dockerfile ? (await service()).computeHighlightRanges(snapshot.text, position) : [];
}
