// The messages between the server and its client: types only, so that names are checked and nothing is loaded for them.
import type * as lsp from "vscode-languageserver-protocol";
import type { BakePlanParams, BakePlanResult, BakeSetsResult } from "../protocol/bake.ts";
import type { ModelChangedParams } from "../protocol/model-changed.ts";
import type { StagesParams, StagesResult } from "../protocol/stages.ts";

interface Call<Params, Answer> {
  readonly params: Params;
  readonly answer: Answer;
}

/** What clients ask of the server, by method. */
export interface ServedRequests {
  "initialize": Call<lsp.InitializeParams, lsp.InitializeResult>;
  "shutdown": Call<undefined, null>;
  "textDocument/codeAction": Call<lsp.CodeActionParams, lsp.CodeAction[] | null>;
  "textDocument/codeLens": Call<lsp.CodeLensParams, lsp.CodeLens[] | null>;
  "textDocument/completion": Call<lsp.CompletionParams, lsp.CompletionItem[] | lsp.CompletionList | null>;
  "textDocument/definition": Call<lsp.DefinitionParams, lsp.Definition | lsp.LocationLink[] | null>;
  "textDocument/diagnostic": Call<lsp.DocumentDiagnosticParams, lsp.DocumentDiagnosticReport>;
  "textDocument/documentHighlight": Call<lsp.DocumentHighlightParams, lsp.DocumentHighlight[] | null>;
  "textDocument/documentLink": Call<lsp.DocumentLinkParams, lsp.DocumentLink[] | null>;
  "textDocument/documentSymbol": Call<lsp.DocumentSymbolParams, lsp.DocumentSymbol[] | null>;
  "textDocument/foldingRange": Call<lsp.FoldingRangeParams, lsp.FoldingRange[] | null>;
  "textDocument/formatting": Call<lsp.DocumentFormattingParams, lsp.TextEdit[] | null>;
  "textDocument/hover": Call<lsp.HoverParams, lsp.Hover | null>;
  "textDocument/onTypeFormatting": Call<lsp.DocumentOnTypeFormattingParams, lsp.TextEdit[] | null>;
  "textDocument/prepareRename": Call<lsp.PrepareRenameParams, lsp.PrepareRenameResult | null>;
  "textDocument/rangeFormatting": Call<lsp.DocumentRangeFormattingParams, lsp.TextEdit[] | null>;
  "textDocument/rename": Call<lsp.RenameParams, lsp.WorkspaceEdit | null>;
  "textDocument/signatureHelp": Call<lsp.SignatureHelpParams, lsp.SignatureHelp | null>;
  "workspace/executeCommand": Call<lsp.ExecuteCommandParams, null>;
  "bakewell/bakePlan": Call<BakePlanParams, BakePlanResult | null>;
  "bakewell/bakeSets": Call<unknown, BakeSetsResult | null>;
  "bakewell/stages": Call<StagesParams, StagesResult | null>;
}

/** What clients tell the server. `exit` and `$/cancelRequest` are the connection's own. */
export interface TakenNotifications {
  "initialized": lsp.InitializedParams;
  "textDocument/didChange": lsp.DidChangeTextDocumentParams;
  "textDocument/didClose": lsp.DidCloseTextDocumentParams;
  "textDocument/didOpen": lsp.DidOpenTextDocumentParams;
  "textDocument/didSave": lsp.DidSaveTextDocumentParams;
  "window/workDoneProgress/cancel": lsp.WorkDoneProgressCancelParams;
  "workspace/didChangeConfiguration": lsp.DidChangeConfigurationParams;
  "workspace/didChangeWatchedFiles": lsp.DidChangeWatchedFilesParams;
  "workspace/didChangeWorkspaceFolders": lsp.DidChangeWorkspaceFoldersParams;
}

/** What the server asks of its client. */
export interface SentRequests {
  "client/registerCapability": Call<lsp.RegistrationParams, null>;
  "window/showMessageRequest": Call<lsp.ShowMessageRequestParams, lsp.MessageActionItem | null>;
  "window/workDoneProgress/create": Call<lsp.WorkDoneProgressCreateParams, null>;
  "workspace/applyEdit": Call<lsp.ApplyWorkspaceEditParams, lsp.ApplyWorkspaceEditResult>;
  "workspace/configuration": Call<lsp.ConfigurationParams, readonly unknown[]>;
  "workspace/diagnostic/refresh": Call<undefined, null>;
  "workspace/workspaceFolders": Call<undefined, lsp.WorkspaceFolder[] | null>;
}

/** What the server tells its client. */
export interface SentNotifications {
  "$/progress": { readonly token: lsp.ProgressToken; readonly value: lsp.WorkDoneProgressBegin | lsp.WorkDoneProgressReport | lsp.WorkDoneProgressEnd };
  "textDocument/publishDiagnostics": lsp.PublishDiagnosticsParams;
  "window/logMessage": lsp.LogMessageParams;
  "window/showMessage": lsp.ShowMessageParams;
  "bakewell/modelChanged": ModelChangedParams;
}
