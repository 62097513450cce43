import type { CancellationToken, Connection } from "vscode-languageserver";
import { codeActions, fixAllAction, fixAllKind } from "../features/code-actions.ts";
import { bakePlan } from "../features/bake-plan.ts";
import { bakeSets } from "../features/bake-sets.ts";
import { codeLenses } from "../features/code-lens.ts";
import { completion } from "../features/completion.ts";
import { definition } from "../features/definition.ts";
import { foldingRanges } from "../features/folding.ts";
import { format, formatOnType, formatRange } from "../features/formatting.ts";
import { highlights } from "../features/highlights.ts";
import { hover } from "../features/hover.ts";
import { documentLinks } from "../features/links.ts";
import { pinImageActions } from "../features/pin-image.ts";
import { prepareRename, rename } from "../features/rename.ts";
import { signatureHelp } from "../features/signature-help.ts";
import { stages } from "../features/stages.ts";
import { documentSymbols } from "../features/symbols.ts";
import { type BakePlanParams, bakePlanRequest, bakeSetsRequest } from "../protocol/bake.ts";
import { type StagesParams, stagesRequest } from "../protocol/stages.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { DiagnosticsPublisher } from "./diagnostics.ts";
import { guardRequest } from "./guard.ts";
import type { Session } from "./session.ts";

/** Registers all request handlers: convert, call the feature, convert. */
export function registerRequests(connection: Connection, session: Session, publisher: DiagnosticsPublisher, ready: () => Promise<void>): void {
  const guard = <P, R>(name: string, handler: (params: P) => R | Promise<R>) => guardRequest(connection, name, ready, handler);
  /** For requests about one document; unknown documents get an empty answer. */
  const onDocument = <P extends { textDocument: { uri: string } }, R>(name: string, handler: (snapshot: Snapshot, params: P) => R | Promise<R>) =>
    guard<P, R | null>(name, (params) => {
      const snapshot = session.snapshot(session.rememberUri(params.textDocument.uri));
      return snapshot ? handler(snapshot, params) : null;
    });
  const service = () => session.loadLanguageService();
  const { workspace } = session;

  connection.onCodeAction(onDocument("textDocument/codeAction", (snapshot, { range, context }) => {
    const only = context.only;
    const place = snapshot.lines.spanOf(range);
    const findings = session.findings(snapshot);
    const pins = session.canAskRegistries(snapshot.uri) ? pinImageActions(snapshot, place, findings, only, session) : [];
    const actions = [...pins, ...codeActions(snapshot, place, findings, only, session)];
    // Fixing all is work, so it is done only when it is asked for by name, as on save.
    if (only?.some((kind) => fixAllKind === kind || fixAllKind.startsWith(`${kind}.`))) {
      const action = fixAllAction(snapshot, session.clientUri(snapshot.uri), (text) => session.linter.lintText(snapshot, text));
      if (action) actions.push(action);
    }
    return actions;
  }));
  connection.onHover(onDocument("textDocument/hover", (snapshot, { position }) => hover(snapshot, snapshot.lines.offsetAt(position), session.findings(snapshot), workspace, service)));
  connection.onCompletion(onDocument("textDocument/completion", (snapshot, { position }) => completion(snapshot, snapshot.lines.offsetAt(position), workspace, service)));
  connection.onSignatureHelp(onDocument("textDocument/signatureHelp", (snapshot, { position }) => signatureHelp(snapshot, position, service)));
  connection.onDefinition(onDocument("textDocument/definition", (snapshot, { position }) => definition(snapshot, snapshot.lines.offsetAt(position), workspace, (uri) => session.clientUri(uri))));
  connection.onDocumentSymbol(onDocument("textDocument/documentSymbol", (snapshot) => documentSymbols(snapshot, workspace)));
  connection.onDocumentHighlight(onDocument("textDocument/documentHighlight", (snapshot, { position }) => highlights(snapshot, position, service)));
  connection.onDocumentLinks(onDocument("textDocument/documentLink", (snapshot) => documentLinks(snapshot, workspace, service)));
  connection.onFoldingRanges(onDocument("textDocument/foldingRange", (snapshot) => foldingRanges(snapshot, service)));
  connection.onDocumentFormatting(onDocument("textDocument/formatting", (snapshot, { options }) => format(snapshot, options, service)));
  connection.onDocumentRangeFormatting(onDocument("textDocument/rangeFormatting", (snapshot, { range, options }) => formatRange(snapshot, range, options, service)));
  connection.onDocumentOnTypeFormatting(onDocument("textDocument/onTypeFormatting", (snapshot, { position, ch, options }) => formatOnType(snapshot, position, ch, options, service)));
  connection.onPrepareRename(onDocument("textDocument/prepareRename", (snapshot, { position }) => prepareRename(snapshot, position, service)));
  connection.onRenameRequest(onDocument("textDocument/rename", (snapshot, { position, newName }) => rename(snapshot, position, newName, session.clientUri(snapshot.uri), service)));
  connection.onCodeLens(onDocument("textDocument/codeLens", (snapshot) => codeLenses(snapshot, workspace)));
  connection.languages.diagnostics.on(async (params, token) => {
    const answer = await guard("textDocument/diagnostic", () => {
      const snapshot = session.snapshot(session.rememberUri(params.textDocument.uri));
      return snapshot ? publisher.report(snapshot, params.previousResultId) : null;
    })(undefined, token);
    return answer ?? { kind: "full", items: [] };
  });
  connection.onRequest(stagesRequest, guard("bakewell/stages", ({ uri }: StagesParams) => {
    const snapshot = session.snapshot(session.rememberUri(uri));
    return snapshot ? stages(snapshot, session.findings(snapshot), workspace, uri) : null;
  }));
  const answerBakeSets = guard("bakewell/bakeSets", () => bakeSets(workspace, (uri) => session.clientUri(uri)));
  // A request without parameters hands its token over as the only argument.
  connection.onRequest(bakeSetsRequest, (...args: unknown[]) => answerBakeSets(undefined, args[args.length - 1] as CancellationToken));
  connection.onRequest(bakePlanRequest, guard("bakewell/bakePlan", (params: BakePlanParams) => bakePlan(workspace, params, (uri) => session.clientUri(uri))));
}
