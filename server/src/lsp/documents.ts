import type * as lsp from "vscode-languageserver-protocol";
import { applyEdits } from "../base/edit.ts";
import { LineIndex } from "../base/line-index.ts";

/** Applies the changes of one `didChange` in order, each to the text that the one before left. The index of the first is there already. */
export function applyContentChanges(before: LineIndex, changes: readonly lsp.TextDocumentContentChangeEvent[]): string {
  let current = before.text;
  for (const change of changes) {
    if ("range" in change) {
      const lines = current === before.text ? before : new LineIndex(current);
      current = applyEdits(current, [{ span: lines.spanOf(change.range), newText: change.text }]);
    } else current = change.text;
  }
  return current;
}
