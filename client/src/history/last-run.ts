import type * as vscode from "vscode";
import type { BakeSetItem } from "../protocol.ts";

/** What was built last in this workspace, so that it can be built again, in a later session as well. */
export interface LastRun {
  readonly folderUri: string;
  readonly files: readonly string[];
  readonly targets: readonly string[];
}

const key = "bakewell.lastRun";

/** The last run, kept with the workspace. Ids of sets do not outlive a session: the folder and the files name the set. */
export interface LastRunStore {
  read(): LastRun | undefined;
  write(set: BakeSetItem, targets: readonly string[]): void;
}

export function createLastRunStore(memory: vscode.Memento): LastRunStore {
  return {
    read: () => memory.get<LastRun>(key),
    write: (set, targets) => void memory.update(key, { folderUri: set.folderUri, files: set.files, targets } satisfies LastRun),
  };
}

export function findSetOf(run: LastRun, sets: readonly BakeSetItem[]): BakeSetItem | undefined {
  const inFolder = sets.filter((set) => set.folderUri === run.folderUri);
  return inFolder.find((set) => set.files.join("\n") === run.files.join("\n")) ?? inFolder.find((set) => run.files.some((file) => set.files.includes(file)));
}
