import type { ClientCapabilities, TextEdit, WorkspaceEdit } from "vscode-languageserver-protocol";
import { isRegistryError } from "../base/registry-client.ts";
import { pinImageCommand } from "../features/action-kinds.ts";
import { findPinned, isPinImageArgument, type PinImageArgument } from "../features/pin-image.ts";
import { pinReference } from "../features/pinned-reference.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Connection } from "./connection.ts";
import type { Session } from "./session.ts";
import type { WorkDoneProgresses } from "./work-done-progress.ts";

export { isPinImageArgument };

interface Edges {
  readonly connection: Connection;
  readonly session: Session;
  readonly progresses: WorkDoneProgresses;
  readonly capabilities: ClientCapabilities;
}

/** Why nothing was edited although the registry may have answered. */
class Refusal extends Error {}

/** Pins an image. Whatever goes wrong is said to the user, who waits for an effect. */
export async function pinImageOrTell(argument: PinImageArgument, edges: Edges, signal: AbortSignal): Promise<void> {
  await pinImage(argument, edges, signal).catch((error: unknown) => tell(edges.connection, error));
}

/** Asks the registry under a progress that can be cancelled, then edits the document, if it still says what the answer is about. */
async function pinImage(argument: PinImageArgument, edges: Edges, signal: AbortSignal): Promise<void> {
  const { connection, session } = edges;
  const registry = await session.registryClient();
  const current = (): Snapshot | undefined => session.snapshot(session.rememberUri(argument.uri));
  const before = current();
  const image = before && findPinned(before, session.workspace, argument);
  if (!registry) throw new Refusal("There is no network to ask registries over.");
  if (!image) throw new Refusal("The text has changed since the action was offered: ask for it again.");
  const work = new AbortController();
  signal.addEventListener("abort", () => work.abort());
  const progress = await edges.progresses.begin(`Bakewell: pinning ${argument.text}`, "asking the registry", () => work.abort(), edges.capabilities);
  const choose = (message: string, ...buttons: readonly string[]): Promise<string | undefined> =>
    connection.askWarning(message, buttons).catch(() => {
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

async function apply(uri: string, { version }: Snapshot, edit: TextEdit, { connection, capabilities }: Edges): Promise<void> {
  const isVersioned = capabilities.workspace?.workspaceEdit?.documentChanges === true;
  const changes: WorkspaceEdit = isVersioned ? { documentChanges: [{ textDocument: { uri, version }, edits: [edit] }] } : { changes: { [uri]: [edit] } };
  const { applied, failureReason } = await connection.request("workspace/applyEdit", { label: "Pin the image", edit: changes });
  if (!applied) throw new Refusal(`The editor did not take the edit${failureReason === undefined ? "" : ` (${failureReason})`}: ask for the action again.`);
}

function tell(connection: Connection, error: unknown): void {
  const isExpected = isRegistryError(error) || error instanceof Refusal;
  connection.showError(`The image was not pinned. ${isExpected ? error.message : "The log says what went wrong."}`);
  if (!isExpected) connection.logError(`${pinImageCommand} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
