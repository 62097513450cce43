import type { LineIndex } from "../base/line-index.ts";
import type { RegistryClient } from "../base/registry-client.ts";
import { normalizeUri } from "../base/uri.ts";
import { readServerSettings, type ServerSettings } from "../data/settings.ts";
import type { LanguageService } from "../features/base/language-service.ts";
import type { Finding } from "../lint/finding.ts";
import { Linter } from "../lint/linter.ts";
import { readConfiguration } from "../lint/read-configuration.ts";
import { Shellcheck } from "../lint/shellcheck.ts";
import { allRules } from "../rules/all-rules.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { Workspace } from "../workspace/workspace.ts";
import type { Connection } from "./connection.ts";
import type { Surroundings } from "./surroundings.ts";
import { nextTurn } from "./turns.ts";

/** Some hundredths of a second: bake files of usual size are evaluated at once, and nobody waits long for those that take more. */
const stepsPerTurn = 60_000;

/** The state of one connection: the workspace, the linter and what they were told. */
export class Session {
  readonly workspace: Workspace;
  readonly linter: Linter;
  private readonly connection: Connection;
  private readonly surroundings: Surroundings;
  private readonly uriAsSent = new Map<string, string>();
  private readonly results = new WeakMap<Snapshot, { revision: number; findings: readonly Finding[] }>();
  private settings: ServerSettings = readServerSettings(undefined);
  private languageService: Promise<LanguageService> | undefined;
  private settling: Promise<void> | undefined;
  private configurationRevision = 0;
  private shellcheck: { readonly path: string; readonly checker: Shellcheck } | undefined;
  /** Whether programs may be run on the workspace's files. */
  private isTrusted = false;

  constructor(connection: Connection, surroundings: Surroundings) {
    this.connection = connection;
    this.surroundings = surroundings;
    this.workspace = new Workspace(surroundings.host, [], { bakeFiles: [], environment: surroundings.environment({}) });
    this.linter = new Linter(this.workspace, allRules, { configuration: {} }, (rule, error) => {
      connection.logError(`The rule ${rule.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
  }

  /** Begins the work for a client: before that nothing is run. */
  start(isTrusted: boolean, settings: unknown): void {
    this.isTrusted = isTrusted;
    this.applySettings(settings);
  }

  /** Takes in what a client sent as settings under `bakewell`. */
  applySettings(value: unknown): void {
    this.settings = readServerSettings(value);
    const { configuration, problems } = readConfiguration({ profile: this.settings.profile, rules: this.settings.rules }, allRules);
    for (const problem of problems) this.connection.logWarning(`bakewell.${problem.path.join(".")}: ${problem.message}`);
    const { files: bakeFiles, envFiles, variables } = this.settings.bake;
    this.workspace.setSettings({ bakeFiles, envFiles, environment: this.surroundings.environment(variables), stepsPerTurn });
    this.linter.setSettings({ configuration, shellcheck: this.chooseShellcheck() });
    this.configurationRevision++;
  }

  /** Remembers how the client spells a URI, which may differ from ours. */
  rememberUri(uri: string): string {
    const normalized = normalizeUri(uri);
    this.uriAsSent.set(normalized, uri);
    return normalized;
  }

  clientUri(uri: string): string {
    return this.uriAsSent.get(uri) ?? uri;
  }

  snapshot(uri: string): Snapshot | undefined {
    return this.workspace.store.get(uri);
  }

  linesOf(uri: string): LineIndex | undefined {
    return this.snapshot(uri)?.lines;
  }

  /** The findings of a document; computed once for each state of the workspace. */
  findings(snapshot: Snapshot): readonly Finding[] {
    const revision = this.workspace.store.revision * 1000 + this.configurationRevision;
    const before = this.results.get(snapshot);
    if (before?.revision === revision) return before.findings;
    const findings = this.linter.lint(snapshot);
    this.results.set(snapshot, { revision, findings });
    return findings;
  }

  /** Runs ShellCheck on the scripts of open documents that it has not seen. Returns whether findings may have changed. */
  async checkShell(signal: AbortSignal): Promise<boolean> {
    const hasNews = await this.linter.checkShell(this.workspace.store.openDocuments(), signal);
    if (hasNews) this.configurationRevision++;
    return hasNews;
  }

  /** Reads the files that the models ask for. Concurrent calls share one run. */
  async settle(): Promise<void> {
    this.settling ??= this.settleOnce().finally(() => {
      this.settling = undefined;
    });
    return this.settling;
  }

  /**
   * Goes on with evaluations of bake files that take long, and lets messages in between: an edit of such a file begins anew. Returns
   * whether the models changed; false also when the signal ended it.
   */
  async finishEvaluations(signal?: AbortSignal): Promise<boolean> {
    const before = this.workspace.store.revision;
    while (!signal?.aborted && this.workspace.continueEvaluations()) await nextTurn();
    if (signal?.aborted) return false;
    await this.settle();
    return !signal?.aborted && this.workspace.store.revision !== before;
  }

  loadLanguageService(): Promise<LanguageService> {
    return (this.languageService ??= this.surroundings.loadLanguageService().then((module) => module.createLanguageService()));
  }

  /** Whether the registries of a document's images can be asked: there is a network, and the document is no page of a remote repository. */
  canAskRegistries(uri: string): boolean {
    return this.surroundings.registry !== undefined && /^(?:file|untitled):/.test(uri);
  }

  /** Asks registries, only ever because the user picked an action that says so. Nothing of the workspace is run, so trust does not matter. */
  async registryClient(): Promise<RegistryClient | undefined> {
    return this.surroundings.registry?.({ insecure: this.settings.registry.insecure, folders: this.workspace.workspaceFolders });
  }

  /** What it found is kept as long as the program is the same. */
  private chooseShellcheck(): Shellcheck | undefined {
    const { isEnabled, path } = this.settings.shellcheck;
    if (!isEnabled || !this.isTrusted || !this.surroundings.shellcheck) return undefined;
    if (this.shellcheck?.path !== path) this.shellcheck = { path, checker: new Shellcheck(this.surroundings.shellcheck(path)) };
    return this.shellcheck.checker;
  }

  private async settleOnce(): Promise<void> {
    do {
      await this.workspace.settle();
      for (const document of this.workspace.store.openDocuments()) this.linter.wantNeeds(document.uri);
    } while (await this.workspace.store.settle());
  }
}
