import type { FileStore } from "./file-store.ts";
import type { Snapshot } from "./snapshot.ts";

/** Files that an evaluation read beside those of its set, so that it holds until one of them changes. */
export class BesideFiles {
  private readonly store: FileStore;
  private readonly snapshots = new Map<string, Snapshot | undefined>();

  constructor(store: FileStore) {
    this.store = store;
  }

  read(uri: string): Snapshot | undefined {
    const snapshot = this.store.get(uri);
    this.snapshots.set(uri, snapshot);
    return snapshot;
  }

  areCurrent(): boolean {
    return [...this.snapshots].every(([uri, snapshot]) => this.store.get(uri) === snapshot);
  }
}
