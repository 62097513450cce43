import { parse, type ParseError } from "jsonc-parser";
import type { Rule } from "../rules/rule.ts";
import { type FileStore, findAbove } from "../workspace/file-store.ts";
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

/** The nearest `.bakewell.jsonc` at or above the file. */
export function nearestConfiguration(store: FileStore, fileUri: string, rules: readonly Rule[]): ConfigurationFile | undefined {
  const found = findAbove(store, fileUri, configurationFileName);
  return found && readConfigurationFile(found.file, found.folderUri, rules);
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
