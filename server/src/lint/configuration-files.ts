import { AttachedMap } from "../base/attached-map.ts";
import { LatePart } from "../base/late-part.ts";
import type { Rule } from "../rules/rule.ts";
import { type FileStore, findAbove } from "../workspace/file-store.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Configuration, ConfigurationProblem } from "./configuration.ts";

export const configurationFileName = ".bakewell.jsonc";

/** The names under which hadolint looks for its configuration. */
const hadolintFileNames: readonly string[] = [".hadolint.yaml", ".hadolint.yml"];

export interface ConfigurationFile {
  readonly uri: string;
  /** Whether some of its globs, which are relative to its folder, match a file. */
  readonly covers: (globs: readonly string[], uri: string) => boolean;
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

type Reader = LatePart<{ readonly readConfigurationFile: (snapshot: Snapshot, folderUri: string, rules: readonly Rule[]) => ConfigurationFile }>;

// Most folders have no configuration file.
const jsoncReader: Reader = new LatePart(() => import("./jsonc-configuration.ts"));
const hadolintReader: Reader = new LatePart(() => import("./hadolint-configuration.ts"));

const readFiles = new AttachedMap<Snapshot, ConfigurationFile>();

/** The nearest `.bakewell.jsonc` at or above the file, or hadolint's configuration where that is nearer. */
export function nearestConfiguration(store: FileStore, fileUri: string, rules: readonly Rule[]): ConfigurationFile | undefined {
  const own = findAbove(store, fileUri, configurationFileName);
  const others = hadolintFileNames.flatMap((name) => findAbove(store, fileUri, name) ?? []);
  const other = others.find(({ folderUri }) => !own || folderUri.length > own.folderUri.length);
  const nearest = other ?? own;
  if (!nearest) return undefined;
  const reader = other ? hadolintReader : jsoncReader;
  if (reader.loaded) return readOnce(reader.loaded, nearest.file, nearest.folderUri, rules);
  // Whoever asks is asked to settle the store first, and asks again.
  store.waitFor(reader.load());
  return undefined;
}

/** Reads a file that is used whatever its name, as by `--config`; hadolint's are known by their ending. */
export async function readConfigurationFile(snapshot: Snapshot, folderUri: string, rules: readonly Rule[]): Promise<ConfigurationFile> {
  const reader = /\.ya?ml$/.test(snapshot.uri) ? hadolintReader : jsoncReader;
  await reader.load();
  return readOnce(reader.loaded!, snapshot, folderUri, rules);
}

function readOnce(reader: NonNullable<Reader["loaded"]>, snapshot: Snapshot, folderUri: string, rules: readonly Rule[]): ConfigurationFile {
  let file = readFiles.get(snapshot);
  if (!file) {
    file = reader.readConfigurationFile(snapshot, folderUri, rules);
    readFiles.set(snapshot, file);
  }
  return file;
}
