import type { TextDocumentIdentifier } from "vscode-languageserver-protocol";
import { fixAllKind } from "../features/action-kinds.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Connection } from "./connection.ts";
import type { DiagnosticsPublisher } from "./diagnostics.ts";
import { guardRequest } from "./guard.ts";
import type { ServedRequests } from "./methods.ts";
import type { Session } from "./session.ts";

type Features = typeof import("../features/asked-features.ts");
type Method = keyof ServedRequests;
type Params<M extends Method> = ServedRequests[M]["params"];
type Answer<M extends Method> = ServedRequests[M]["answer"] | null | undefined;
type DocumentMethod = { [M in Method]: Params<M> extends { textDocument: TextDocumentIdentifier } ? M : never }[Exclude<Method, "textDocument/diagnostic">];

/** Registers all request handlers: convert, call the feature, convert. */
export function registerRequests(connection: Connection, session: Session, publisher: DiagnosticsPublisher, ready: () => Promise<void>): void {
  const loadFeatures = async (): Promise<Features> => {
    await ready();
    return import("../features/asked-features.ts");
  };
  const on = <M extends Exclude<Method, "textDocument/diagnostic">>(method: M, handler: (features: Features, params: Params<M>) => Answer<M> | Promise<Answer<M>>) =>
    connection.onRequest(method, guardRequest(connection, method, loadFeatures, handler));
  /** For requests about one document; unknown documents get an empty answer. */
  const onDocument = <M extends DocumentMethod>(method: M, handler: (features: Features, snapshot: Snapshot, params: Params<M>) => Answer<M> | Promise<Answer<M>>) =>
    on(method, (features, params) => {
      const snapshot = session.snapshot(session.rememberUri(params.textDocument.uri));
      return snapshot ? handler(features, snapshot, params) : null;
    });
  const service = () => session.loadLanguageService();
  const clientUri = (uri: string): string => session.clientUri(uri);
  const { workspace } = session;

  onDocument("textDocument/codeAction", async ({ codeActions, fixAllAction, pinImageActions }, snapshot, { range, context }) => {
    const only = context.only;
    const place = snapshot.lines.spanOf(range);
    const findings = session.findings(snapshot);
    const pins = session.canAskRegistries(snapshot.uri) ? pinImageActions(snapshot, place, findings, only, session) : [];
    const actions = [...pins, ...codeActions(snapshot, place, findings, only, session)];
    // Fixing all is work, so it is done only when it is asked for by name, as on save.
    if (only?.some((kind) => fixAllKind === kind || fixAllKind.startsWith(`${kind}.`))) {
      // Fixes bring words that the file had not.
      await session.linter.loadAllRules();
      const action = fixAllAction(snapshot, clientUri(snapshot.uri), (text) => session.linter.lintText(snapshot, text));
      if (action) actions.push(action);
    }
    return actions;
  });
  onDocument("textDocument/hover", ({ hover }, snapshot, { position }) => hover(snapshot, snapshot.lines.offsetAt(position), session.findings(snapshot), workspace, service));
  onDocument("textDocument/completion", ({ completion }, snapshot, { position }) => completion(snapshot, snapshot.lines.offsetAt(position), workspace, service));
  onDocument("textDocument/signatureHelp", ({ signatureHelp }, snapshot, { position }) => signatureHelp(snapshot, position, service));
  onDocument("textDocument/definition", ({ definition }, snapshot, { position }) => definition(snapshot, snapshot.lines.offsetAt(position), workspace, clientUri));
  onDocument("textDocument/documentSymbol", ({ documentSymbols }, snapshot) => documentSymbols(snapshot, workspace));
  onDocument("textDocument/documentHighlight", ({ highlights }, snapshot, { position }) => highlights(snapshot, position, workspace, service));
  onDocument("textDocument/documentLink", ({ documentLinks }, snapshot) => documentLinks(snapshot, workspace, service));
  onDocument("textDocument/foldingRange", ({ foldingRanges }, snapshot) => foldingRanges(snapshot, workspace, service));
  onDocument("textDocument/formatting", ({ format }, snapshot, { options }) => format(snapshot, options, service));
  onDocument("textDocument/rangeFormatting", ({ formatRange }, snapshot, { range, options }) => formatRange(snapshot, range, options, service));
  onDocument("textDocument/onTypeFormatting", ({ formatOnType }, snapshot, { position, ch, options }) => formatOnType(snapshot, position, ch, options, service));
  onDocument("textDocument/prepareRename", ({ prepareRename }, snapshot, { position }) => prepareRename(snapshot, position, workspace, service));
  onDocument("textDocument/rename", ({ rename }, snapshot, { position, newName }) => rename(snapshot, position, newName, workspace, clientUri, service));
  onDocument("textDocument/codeLens", ({ codeLenses }, snapshot) => codeLenses(snapshot, workspace));
  on("bakewell/stages", ({ stages }, { uri }) => {
    const snapshot = session.snapshot(session.rememberUri(uri));
    return snapshot ? stages(snapshot, session.findings(snapshot), workspace, uri) : null;
  });
  on("bakewell/bakeSets", ({ bakeSets }) => bakeSets(workspace, clientUri));
  on("bakewell/bakePlan", async ({ bakePlan }, params) => {
    await session.finishEvaluations();
    return bakePlan(workspace, params, clientUri);
  });

  const report = guardRequest(connection, "textDocument/diagnostic", ready, async (_, { textDocument, previousResultId }: Params<"textDocument/diagnostic">) => {
    if (workspace.isEvaluating(textDocument.uri)) await session.finishEvaluations();
    const snapshot = session.snapshot(session.rememberUri(textDocument.uri));
    return snapshot ? publisher.report(snapshot, previousResultId) : null;
  });
  connection.onRequest("textDocument/diagnostic", async (params, signal) => (await report(params, signal)) ?? { kind: "full", items: [] });
}
