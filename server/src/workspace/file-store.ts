import type { FileHost, FileKind } from "../base/host.ts";
import { normalizeUri, parentUri } from "../base/uri.ts";
import { roleOfDocument } from "./file-kind.ts";
import { Snapshot } from "./snapshot.ts";

/**
 * The texts that are known at the moment: open documents first, then what was read from the host. Reading is
 * synchronous and demand-driven: `get` notes an unknown file as wanted, `settle` reads what is wanted, and whoever
 * asked asks again. So models are pure functions of this store.
 */
export class FileStore {
  private readonly host: FileHost;
  private readonly open = new Map<string, Snapshot>();
  /** Read from the host; undefined for a file that is not there. */
  private readonly read = new Map<string, Snapshot | undefined>();
  private readonly wanted = new Set<string>();
  /** What stands at a place; "absent" when nothing does, or nothing that can be seen. */
  private readonly kinds = new Map<string, FileKind | "absent">();
  private readonly wantedKinds = new Set<string>();
  /** Whether files may be executed; undefined where that cannot be seen. */
  private readonly executables = new Map<string, boolean | undefined>();
  private readonly wantedExecutables = new Set<string>();
  private readonly awaited = new Set<Promise<void>>();
  /** Grows with every change of any text. */
  revision = 0;
  /** Grows when a place turns out to hold something else than was known, or a file to be executable. */
  kindRevision = 0;

  constructor(host: FileHost) {
    this.host = host;
  }

  openDocument(uri: string, version: number, text: string, languageId: string | undefined): Snapshot {
    const key = normalizeUri(uri);
    const snapshot = new Snapshot(key, version, text, roleOfDocument(key, languageId));
    this.open.set(key, snapshot);
    this.revision++;
    return snapshot;
  }

  /** The open document with a new text; undefined when it is not open. */
  changeDocument(uri: string, version: number, text: string): Snapshot | undefined {
    const key = normalizeUri(uri);
    const before = this.open.get(key);
    if (!before) return undefined;
    const snapshot = new Snapshot(key, version, text, before.role, before);
    this.open.set(key, snapshot);
    this.revision++;
    return snapshot;
  }

  /** Asks something as if an open document had another text, and puts things back. What is asked must not wait for anything. */
  supposing<T>(document: Snapshot, text: string, ask: (supposed: Snapshot) => T): T {
    const known = this.open.get(document.uri);
    // What is taken from a Dockerfile is gone there, so none is taken for a text that is only supposed.
    const supposed = new Snapshot(document.uri, document.version, text, document.role, document.role === "dockerfile" ? undefined : document);
    this.open.set(document.uri, supposed);
    this.revision++;
    try {
      return ask(supposed);
    } finally {
      if (known) this.open.set(document.uri, known);
      else this.open.delete(document.uri);
      this.revision++;
    }
  }

  /** Forgets the editor's text; the host's is read again when someone asks. */
  closeDocument(uri: string): void {
    const key = normalizeUri(uri);
    this.open.delete(key);
    this.read.delete(key);
    this.revision++;
  }

  isOpen(uri: string): boolean {
    return this.open.has(normalizeUri(uri));
  }

  openDocuments(): Snapshot[] {
    return [...this.open.values()];
  }

  /** Undefined when the file does not exist or is not read yet; in the latter case `settle` will read it. */
  get(uri: string): Snapshot | undefined {
    const key = normalizeUri(uri);
    const open = this.open.get(key);
    if (open) return open;
    if (!this.read.has(key)) this.wanted.add(key);
    return this.read.get(key);
  }

  /** Whether `get` can be believed: a file that is not read yet is not known to be absent. */
  isKnown(uri: string): boolean {
    const key = normalizeUri(uri);
    return this.open.has(key) || this.read.has(key);
  }

  /** What stands at this place; undefined while nobody has looked, which `settle` then does. */
  kindOf(uri: string): FileKind | "absent" | undefined {
    const key = normalizeUri(uri);
    if (this.open.has(key) || this.read.get(key) !== undefined) return "file";
    const kind = this.kinds.get(key);
    if (kind === undefined) this.wantedKinds.add(key);
    return kind;
  }

  /** Whether the file on the disk may be executed; undefined while nobody has looked, which `settle` then does, and where nobody can. */
  isExecutable(uri: string): boolean | undefined {
    const key = normalizeUri(uri);
    if (!this.executables.has(key)) this.wantedExecutables.add(key);
    return this.executables.get(key);
  }

  /** Looks at all known places again with the next `settle`: files came and went unseen. */
  recheckKinds(): void {
    for (const key of this.kinds.keys()) this.wantedKinds.add(key);
    for (const key of this.executables.keys()) this.wantedExecutables.add(key);
  }

  /** Says that a file changed, came or went outside the editor. */
  invalidate(uri: string): void {
    const key = normalizeUri(uri);
    if (this.kinds.has(key)) this.wantedKinds.add(key);
    if (this.executables.has(key)) this.wantedExecutables.add(key);
    if (!this.read.delete(key)) return;
    this.wanted.add(key);
    this.revision++;
  }

  /** Makes the next `settle` wait for something that is not a file, such as a parser that is loaded late, and answer true. */
  waitFor(work: Promise<void>): void {
    this.awaited.add(work);
  }

  /** Reads all wanted files. Returns whether anything was read, so that models must be asked again. */
  async settle(): Promise<boolean> {
    const [haveTexts, haveKinds, haveWaited] = await Promise.all([this.readTexts(), this.lookAtPlaces(), this.awaitWork()]);
    if (!haveTexts && !haveKinds && !haveWaited) return false;
    this.revision++;
    return true;
  }

  private async awaitWork(): Promise<boolean> {
    const work = [...this.awaited];
    this.awaited.clear();
    await Promise.all(work);
    return work.length > 0;
  }

  private async lookAtPlaces(): Promise<boolean> {
    const before = this.kindRevision;
    await Promise.all([
      this.look(this.wantedKinds, this.kinds, async (uri) => (await this.host.kindOf(uri)) ?? "absent"),
      this.look(this.wantedExecutables, this.executables, async (uri) => this.host.isExecutable?.(uri)),
    ]);
    return this.kindRevision !== before;
  }

  private async look<Seen>(wanted: Set<string>, known: Map<string, Seen>, see: (uri: string) => Promise<Seen>): Promise<void> {
    const uris = [...wanted];
    wanted.clear();
    await Promise.all(uris.map(async (uri) => {
      const seen = await see(uri);
      if (known.has(uri) && known.get(uri) === seen) return;
      known.set(uri, seen);
      this.kindRevision++;
    }));
  }

  private async readTexts(): Promise<boolean> {
    const uris = [...this.wanted].filter((uri) => !this.read.has(uri));
    this.wanted.clear();
    if (uris.length === 0) return false;
    await Promise.all(uris.map(async (uri) => {
      const text = await this.host.readText(uri);
      // Dockerfiles may have any name, so a file that was asked for without a known role counts as one.
      this.read.set(uri, text === undefined ? undefined : new Snapshot(uri, 0, text, roleOfDocument(uri, undefined) ?? "dockerfile"));
    }));
    return true;
  }
}

/** The nearest file of this name in the folder of `fileUri` or above it; undefined when there is none, or none is read yet. */
export function findAbove(store: FileStore, fileUri: string, name: string): { readonly file: Snapshot; readonly folderUri: string } | undefined {
  let folderUri = parentUri(fileUri);
  for (let depth = 0; depth < 64; depth++) {
    const file = store.get(`${folderUri.replace(/\/$/, "")}/${name}`);
    if (file) return { file, folderUri };
    const parent = parentUri(folderUri);
    if (parent === folderUri) return undefined;
    folderUri = parent;
  }
  return undefined;
}
