import * as vscode from "vscode";
import type { ProtocolLocation, ProtocolRange } from "../protocol.ts";

export function toRange(range: ProtocolRange): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

/** What a click on a row does: it opens the file and shows the place. */
export function openCommand(title: string, uri: string, range: ProtocolRange): vscode.Command {
  const { start } = range;
  const selection = new vscode.Range(start.line, start.character, start.line, start.character);
  return { command: "vscode.open", title, arguments: [vscode.Uri.parse(uri), { selection } satisfies vscode.TextDocumentShowOptions] };
}

export async function reveal(location: ProtocolLocation): Promise<void> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(location.uri));
  const range = toRange(location.range);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
