import { parse, type ParseError } from "jsonc-parser";
import { parentUri } from "../base/uri.ts";
import type { Rule } from "../rules/rule.ts";
import type { FileStore } from "../workspace/file-store.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Configuration, type ConfigurationProblem, readConfiguration } from "./configuration.ts";

export const configurationFileName = ".bakewell.jsonc";

export interface ConfigurationFile {
  readonly uri: string;
  readonly folderUri: string;
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

const readFiles = new WeakMap<Snapshot, ConfigurationFile>();

/** The nearest `.bakewell.jsonc` at or above the file, up to `rootUri`, or to the top when that is undefined. */
export function nearestConfiguration(store: FileStore, fileUri: string, rootUri: string | undefined, rules: readonly Rule[]): ConfigurationFile | undefined {
  let folder = parentUri(fileUri);
  for (let depth = 0; depth < 64; depth++) {
    const snapshot = store.get(`${folder.replace(/\/$/, "")}/${configurationFileName}`);
    if (snapshot) return readConfigurationFile(snapshot, folder, rules);
    const parent = parentUri(folder);
    if (folder === rootUri || parent === folder) return undefined;
    folder = parent;
  }
  return undefined;
}

export function readConfigurationFile(snapshot: Snapshot, folderUri: string, rules: readonly Rule[]): ConfigurationFile {
  let file = readFiles.get(snapshot);
  if (!file) {
    const errors: ParseError[] = [];
    const value: unknown = parse(snapshot.text, errors, { allowTrailingComma: true });
    const { configuration, problems } = readConfiguration(value, rules);
    const broken = errors.map((error) => ({ path: [], message: `Not valid JSON at line ${snapshot.lines.positionAt(error.offset).line + 1}.` }));
    file = { uri: snapshot.uri, folderUri, configuration, problems: [...broken.slice(0, 1), ...problems] };
    readFiles.set(snapshot, file);
  }
  return file;
}
