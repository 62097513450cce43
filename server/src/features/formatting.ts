import type * as lsp from "vscode-languageserver-types";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { LoadService } from "./base/service.ts";

/** Formats a Dockerfile. Nothing is known about other files yet, so they stay as they are. */
export async function format(snapshot: Snapshot, options: lsp.FormattingOptions, service: LoadService): Promise<lsp.TextEdit[]> {
  return snapshot.dockerfile ? (await service()).format(snapshot.text, options) : [];
}

export async function formatRange(snapshot: Snapshot, range: lsp.Range, options: lsp.FormattingOptions, service: LoadService): Promise<lsp.TextEdit[]> {
  return snapshot.dockerfile ? (await service()).formatRange(snapshot.text, range, options) : [];
}

export async function formatOnType(snapshot: Snapshot, position: lsp.Position, char: string, options: lsp.FormattingOptions, service: LoadService): Promise<lsp.TextEdit[]> {
  return snapshot.dockerfile ? (await service()).formatOnType(snapshot.text, position, char, options) : [];
}
