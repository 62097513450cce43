import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { fixAll } from "./fix-all.ts";
import type { Linter } from "./linter.ts";

/**
 * Applies all safe fixes of one file to a fixed point. The workspace sees each intermediate text, because findings of
 * bake files depend on the whole set. Returns the new text; the workspace is left with it.
 */
export function applySafeFixes(snapshot: Snapshot, workspace: Workspace, linter: Linter): string {
  return fixAll(snapshot.text, snapshot.uri, (text) => {
    const current = text === workspace.store.get(snapshot.uri)?.text ? workspace.store.get(snapshot.uri) : workspace.store.changeDocument(snapshot.uri, snapshot.version, text);
    return current ? linter.lint(current) : [];
  });
}
