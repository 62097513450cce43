import { type CancellationToken, type ClientCapabilities, type Connection, MessageType, ShowMessageNotification, type WorkspaceEdit } from "vscode-languageserver";
import { isRegistryError } from "../base/registry-client.ts";
import { findPinned, isPinImageArgument, type PinImageArgument, pinImageCommand } from "../features/pin-image.ts";
import { pinReference } from "../features/pinned-reference.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Session } from "./session.ts";

/** Why nothing was edited although the registry may have answered. */
class Refusal extends Error {}

/** Registers what code actions call by name. Whatever goes wrong is said to the user, who waits for an effect. */
export function registerCommands(connection: Connection, session: Session, capabilities: () => ClientCapabilities, ready: () => Promise<void>): void {
  connection.onExecuteCommand(async ({ command, arguments: words }, token) => {
    const argument: unknown = words?.[0];
    if (command !== pinImageCommand || !isPinImageArgument(argument)) {
      connection.console.error(`There is no command ${command} with these arguments.`);
      return null;
    }
    await ready();
    await pinImage(argument, { connection, session, capabilities: capabilities() }, token).catch((error: unknown) => tell(connection, error));
    return null;
  });
}

interface Edges {
  readonly connection: Connection;
  readonly session: Session;
  readonly capabilities: ClientCapabilities;
}

/** Asks the registry under a progress that can be cancelled, then edits the document, if it still says what the answer is about. */
async function pinImage(argument: PinImageArgument, edges: Edges, token: CancellationToken): Promise<void> {
  const { connection, session } = edges;
  const registry = await session.registryClient();
  const current = (): Snapshot | undefined => session.snapshot(session.rememberUri(argument.uri));
  const before = current();
  const image = before && findPinned(before, session.workspace, argument);
  if (!registry) throw new Refusal("There is no network to ask registries over.");
  if (!image) throw new Refusal("The text has changed since the action was offered: ask for it again.");
  const progress = await connection.window.createWorkDoneProgress();
  const work = new AbortController();
  for (const source of [token, progress.token]) source.onCancellationRequested(() => work.abort());
  progress.begin(`Bakewell: pinning ${argument.text}`, undefined, "asking the registry", true);
  const choose = (message: string, ...buttons: readonly string[]): Promise<string | undefined> =>
    connection.window.showWarningMessage(message, ...buttons.map((title) => ({ title }))).then((button) => button?.title, () => {
      // Editors without such questions at least show what is known.
      throw new Refusal(message);
    });
  try {
    const edit = await pinReference(image, argument.to, registry, { report: (message) => progress.report(message), choose }, work.signal);
    const after = current();
    if (!edit || work.signal.aborted) return;
    if (!after || findPinned(after, session.workspace, argument)?.ref.text !== image.ref.text) throw new Refusal("The text was changed while the registry was asked: ask for the action again.");
    const span = { start: argument.offset + edit.span.start, end: argument.offset + edit.span.end };
    await apply(argument.uri, after, { range: after.lines.rangeOf(span), newText: edit.newText }, edges);
  } catch (error) {
    // Who has cancelled it need not be told.
    if (!work.signal.aborted) throw error;
  } finally {
    progress.done();
  }
}

async function apply(uri: string, { version, lines }: Snapshot, edit: { range: ReturnType<typeof lines.rangeOf>; newText: string }, { connection, capabilities }: Edges): Promise<void> {
  const isVersioned = capabilities.workspace?.workspaceEdit?.documentChanges === true;
  const changes: WorkspaceEdit = isVersioned ? { documentChanges: [{ textDocument: { uri, version }, edits: [edit] }] } : { changes: { [uri]: [edit] } };
  const { applied, failureReason } = await connection.workspace.applyEdit({ label: "Pin the image", edit: changes });
  if (!applied) throw new Refusal(`The editor did not take the edit${failureReason === undefined ? "" : ` (${failureReason})`}: ask for the action again.`);
}

function tell(connection: Connection, error: unknown): void {
  const isExpected = isRegistryError(error) || error instanceof Refusal;
  const message = `The image was not pinned. ${isExpected ? error.message : "The log says what went wrong."}`;
  // A plain message, because the library's own ones are questions that not every editor understands.
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
  if (!isExpected) connection.console.error(`${pinImageCommand} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
