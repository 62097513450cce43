import type * as lsp from "vscode-languageserver-types";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { LoadService } from "./base/service.ts";

export async function prepareRename(snapshot: Snapshot, position: lsp.Position, service: LoadService): Promise<lsp.Range | null> {
  return snapshot.dockerfile ? (await service()).prepareRename(snapshot.text, position) : null;
}

/** Renames a stage, an ARG or an ENV within its Dockerfile. */
export async function rename(snapshot: Snapshot, position: lsp.Position, newName: string, uri: string, service: LoadService): Promise<lsp.WorkspaceEdit | null> {
  if (!snapshot.dockerfile) return null;
  const edits = (await service()).computeRename({ uri }, snapshot.text, position, newName);
  return edits.length > 0 ? { changes: { [uri]: edits } } : null;
}
