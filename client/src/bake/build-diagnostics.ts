import * as vscode from "vscode";
import { moveRange } from "../core/source-lines.ts";
import type { FileDiagnostic } from "./build-findings.ts";

/**
 * What builds and checks found, in the Problems view. Each owner, such as one set of bake files, replaces its own
 * findings only. A finding goes when one of its lines is edited, and moves with the text else.
 */
export class BuildDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("bakewell-build");
  readonly #found = new Map<string, readonly FileDiagnostic[]>();
  readonly #edits: vscode.Disposable;

  constructor() {
    this.#edits = vscode.workspace.onDidChangeTextDocument((event) => this.#onEdit(event));
  }

  set(owner: string, found: readonly FileDiagnostic[]): void {
    const touched = [...(this.#found.get(owner) ?? []), ...found].map(({ uri }) => uri);
    this.#found.set(owner, found);
    this.#publish(touched);
  }

  clear(owner: string): void {
    this.set(owner, []);
  }

  #onEdit(event: vscode.TextDocumentChangeEvent): void {
    const key = event.document.uri.toString();
    if (event.contentChanges.length === 0 || !this.#collection.has(event.document.uri)) return;
    for (const [owner, found] of this.#found) {
      this.#found.set(owner, found.flatMap((item) => (item.uri.toString() === key ? moved(item, event.contentChanges) : [item])));
    }
    this.#publish([event.document.uri]);
  }

  #publish(uris: readonly vscode.Uri[]): void {
    const all = [...this.#found.values()].flat();
    for (const uri of uris) {
      const key = uri.toString();
      this.#collection.set(uri, all.filter((item) => item.uri.toString() === key).map((item) => item.diagnostic));
    }
  }

  dispose(): void {
    this.#edits.dispose();
    this.#collection.dispose();
  }
}

/** VS Code reports the changes of one edit from the end of the document to its start, so each can be applied as it comes. */
function moved(item: FileDiagnostic, changes: readonly vscode.TextDocumentContentChangeEvent[]): FileDiagnostic[] {
  let range: ReturnType<typeof moveRange> = item.diagnostic.range;
  for (const change of [...changes].sort((a, b) => b.rangeOffset - a.rangeOffset)) {
    const { start, end } = change.range;
    // Text put in at the very start of a line, line breaks and all, pushes that line down and leaves it as it is.
    const isBefore = start.character === 0 && end.isEqual(start) && change.text.endsWith("\n");
    const addedLines = change.text.split("\n").length - 1 - (end.line - start.line);
    const last = isBefore ? start.line - 1 : end.line;
    range = range && moveRange(range, { first: isBefore ? start.line - 1 : start.line, last, addedLines });
  }
  if (!range) return [];
  const diagnostic = new vscode.Diagnostic(new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), item.diagnostic.message, item.diagnostic.severity);
  if (item.diagnostic.source !== undefined) diagnostic.source = item.diagnostic.source;
  if (item.diagnostic.code !== undefined) diagnostic.code = item.diagnostic.code;
  return [{ uri: item.uri, diagnostic }];
}
