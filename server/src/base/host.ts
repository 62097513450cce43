/** What the workspace asks of its surroundings: a disk in the CLI, an editor with unsaved texts in a language server. */
export interface FileHost {
  /** The file's text, or undefined when it does not exist, is a folder or cannot be read. */
  readText(uri: string): Promise<string | undefined>;
  /** "file", "folder", or undefined when nothing is there or it cannot be seen. */
  kindOf(uri: string): Promise<FileKind | undefined>;
  /** Whether someone may execute the file; undefined where files have no such bit, or it cannot be seen. Left out by hosts that know none. */
  isExecutable?(uri: string): Promise<boolean | undefined>;
  /** The names in a folder; empty when it cannot be listed. */
  list(folderUri: string): Promise<readonly FolderEntry[]>;
}

export type FileKind = "file" | "folder";

export interface FolderEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** Environment variables as buildx would see them, each with where it came from. */
export interface Environment {
  get(name: string): EnvironmentValue | undefined;
}

export interface EnvironmentValue {
  readonly value: string;
  readonly origin: "process" | "setting" | "env-file" | "command-line";
}

/** Asks whether work should stop: the user typed on, or the request was cancelled. */
export interface CancellationSignal {
  readonly isCancelled: boolean;
}
