import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { fixAll } from "./fix-all.ts";
import type { Linter } from "./linter.ts";

/**
 * Applies all safe fixes of one file to a fixed point. The workspace sees each intermediate text, because findings of
 * bake files depend on the whole set. Returns the new text; the workspace is left with it.
 */
export function applySafeFixes(snapshot: Snapshot, workspace: Workspace, linter: Linter): string {
  const { store } = workspace;
  const show = (text: string): Snapshot | undefined => (text === store.get(snapshot.uri)?.text ? store.get(snapshot.uri) : store.changeDocument(snapshot.uri, snapshot.version, text));
  const fixed = fixAll(snapshot.text, snapshot.uri, (text) => {
    const current = show(text);
    return current ? linter.lint(current) : [];
  });
  // The last text that was linted may have been given up.
  show(fixed);
  return fixed;
}
