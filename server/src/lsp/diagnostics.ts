import type { Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver-protocol";
import { diagnosticOf } from "../features/diagnostics.ts";
import { bakeLanguage } from "../workspace/bake-language.ts";
import { isBakeRole } from "../workspace/file-kind.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Connection } from "./connection.ts";
import type { Session } from "./session.ts";
import { after, inNextTurn } from "./turns.ts";

/** A check that took longer than this is followed by a rest of up to `longestRest`, in which requests and further changes get their turn. */
const slowMilliseconds = 25;
const longestRest = 100;

/** ShellCheck is started when nothing was typed for this long. */
const pauseMilliseconds = 300;

/** A given reason spares making an error with a stack at every keystroke. */
const superseded = "superseded";

/**
 * Publishes diagnostics. A change is checked as soon as the messages at hand are taken in; only right behind a slow check does it
 * wait, for a time that follows what that check took. Clients that pull are not pushed to.
 */
export class DiagnosticsPublisher {
  private readonly connection: Connection;
  private readonly session: Session;
  private readonly now: () => number;
  private readonly published = new Map<string, string>();
  private readonly changed = new Set<string>();
  private cancel = (): void => undefined;
  private restsUntil = 0;
  private isStopped = false;
  private shellCheck = new AbortController();
  pulls = false;
  /** Called when a long evaluation came to its end, so that views ask again. */
  whenEvaluated = (): void => undefined;

  constructor(connection: Connection, session: Session, now: () => number) {
    this.connection = connection;
    this.session = session;
    this.now = now;
  }

  /** Says that a document changed. */
  schedule(uri: string): void {
    this.changed.add(uri);
    this.shellCheck.abort(superseded);
    this.cancel();
    const rest = this.restsUntil - this.now();
    this.cancel = rest > 0 ? after(rest, () => this.run()) : afterMessages(() => this.run());
  }

  /** Says that anything may have changed: settings, files on disk. */
  scheduleAll(): void {
    for (const document of this.session.workspace.store.openDocuments()) this.schedule(document.uri);
  }

  /** Ends all work: the client is leaving. */
  stop(): void {
    this.isStopped = true;
    this.shellCheck.abort(superseded);
    this.cancel();
  }

  clear(uri: string): void {
    this.changed.delete(uri);
    if (this.published.delete(uri)) this.connection.notify("textDocument/publishDiagnostics", { uri: this.session.clientUri(uri), diagnostics: [] });
  }

  /** The answer to a pull request. */
  report(snapshot: Snapshot, previousResultId: string | undefined): DocumentDiagnosticReport {
    const items = this.diagnosticsOf(snapshot);
    const resultId = fingerprint(items);
    return resultId === previousResultId ? { kind: "unchanged", resultId } : { kind: "full", resultId, items };
  }

  private run(): void {
    const start = this.now();
    const edited = [...this.changed];
    this.changed.clear();
    for (const uri of edited) this.publish(uri);
    const end = this.now();
    const duration = end - start;
    this.restsUntil = duration > slowMilliseconds ? end + Math.min(longestRest, duration) : end;
    this.shellCheck.abort(superseded);
    this.shellCheck = new AbortController();
    void this.followUp(edited, this.shellCheck.signal);
  }

  /** The second wave: reads files that the edit made interesting, then publishes what changed in other open documents. */
  private async followUp(edited: readonly string[], signal: AbortSignal): Promise<void> {
    const before = this.session.workspace.store.revision;
    await this.session.settle();
    if (this.isStopped) return;
    const others = this.session.workspace.store.openDocuments().filter((document) => !edited.includes(document.uri));
    const again = this.session.workspace.store.revision === before ? [] : edited;
    this.publishAll([...again, ...others.map((document) => document.uri)]);
    if (await this.session.finishEvaluations(signal)) {
      this.whenEvaluated();
      this.publishAll(this.session.workspace.store.openDocuments().map((document) => document.uri));
    }
    await this.checkShell(signal);
  }

  /** The third wave: ShellCheck, once typing pauses; the next edit ends it. */
  private async checkShell(signal: AbortSignal): Promise<void> {
    await pause(pauseMilliseconds, signal);
    if (signal.aborted) return;
    const hasNews = await this.session.checkShell(signal);
    // What was found before an edit ended the check is shown with that edit's findings.
    if (hasNews && !signal.aborted) this.publishAll(this.session.workspace.store.openDocuments().map((document) => document.uri));
  }

  private publishAll(uris: readonly string[]): void {
    let hasChanged = false;
    for (const uri of uris) hasChanged = this.publish(uri) || hasChanged;
    if (hasChanged && this.pulls) this.connection.request("workspace/diagnostic/refresh", undefined).catch(() => undefined);
  }

  /** Returns whether the client's view of the document changed. */
  private publish(uri: string): boolean {
    const snapshot = this.session.workspace.store.get(uri);
    if (!snapshot || !this.session.workspace.store.isOpen(uri)) return false;
    // Nothing can be said of it yet; the second wave follows when it can.
    if (isBakeRole(snapshot.role) && !bakeLanguage.loaded) return false;
    if (!this.published.has(uri) && !this.session.linter.isReadyFor(uri)) return false;
    if (this.session.workspace.isEvaluating(uri)) return false;
    const diagnostics = this.diagnosticsOf(snapshot);
    const print = fingerprint(diagnostics);
    const key = this.pulls ? print : `${snapshot.version} ${print}`;
    if (this.published.get(uri) === key) return false;
    this.published.set(uri, key);
    if (!this.pulls) this.connection.notify("textDocument/publishDiagnostics", { uri: this.session.clientUri(uri), version: snapshot.version, diagnostics });
    return true;
  }

  private diagnosticsOf(snapshot: Snapshot): Diagnostic[] {
    return this.session.findings(snapshot).map((finding) => diagnosticOf(finding, snapshot.lines));
  }
}

/** Does the work once the messages at hand are taken in. Returns how to cancel it. */
function afterMessages(work: () => void): () => void {
  // Each message is taken in in a turn that is queued behind the one before: the second turn comes after it.
  let cancel = inNextTurn(() => {
    cancel = inNextTurn(work);
  });
  return () => cancel();
}

/** Resolves after a while, or at once when the signal says to stop. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

/** A short text that is the same for the same diagnostics (32-bit FNV-1a with the count). */
function fingerprint(diagnostics: readonly Diagnostic[]): string {
  let hash = 0x811c9dc5;
  for (const { range, code, message, severity } of diagnostics) {
    const text = `${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character} ${code} ${severity} ${typeof message === "string" ? message : message.value}`;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return `${diagnostics.length}-${(hash >>> 0).toString(36)}`;
}
