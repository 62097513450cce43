import type * as lsp from "vscode-languageserver-types";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { LoadService } from "./base/service.ts";

export async function signatureHelp(snapshot: Snapshot, position: lsp.Position, service: LoadService): Promise<lsp.SignatureHelp | null> {
  if (!snapshot.dockerfile) return null;
  const help = (await service()).computeSignatureHelp(snapshot.text, position);
  return help.signatures.length > 0 ? help : null;
}
