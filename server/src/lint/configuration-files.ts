import { AttachedMap } from "../base/attached-map.ts";
import { parse, type ParseError } from "jsonc-parser";
import type { Rule } from "../rules/rule.ts";
import { type FileStore, findAbove } from "../workspace/file-store.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { hadolintFileNames, readHadolintConfiguration } from "./hadolint-configuration.ts";
import { loadYaml, parseYamlFile } from "./hadolint-file.ts";
import type { Configuration, ConfigurationProblem } from "./configuration.ts";
import { readConfiguration } from "./read-configuration.ts";

export const configurationFileName = ".bakewell.jsonc";

export interface ConfigurationFile {
  readonly uri: string;
  readonly folderUri: string;
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

const readFiles = new AttachedMap<Snapshot, ConfigurationFile>();

/** The nearest `.bakewell.jsonc` at or above the file, or hadolint's configuration where that is nearer. */
export function nearestConfiguration(store: FileStore, fileUri: string, rules: readonly Rule[]): ConfigurationFile | undefined {
  const own = findAbove(store, fileUri, configurationFileName);
  for (const name of hadolintFileNames) {
    const found = findAbove(store, fileUri, name);
    if (!found || (own && found.folderUri.length <= own.folderUri.length)) continue;
    const file = readHadolintFile(found.file, found.folderUri, rules);
    // Whoever asks is asked to settle the store first, and asks again.
    if (!file) store.waitFor(loadYaml());
    return file;
  }
  return own && readConfigurationFile(own.file, own.folderUri, rules);
}

/** Undefined until the parser for it is loaded. */
export function readHadolintFile(snapshot: Snapshot, folderUri: string, rules: readonly Rule[]): ConfigurationFile | undefined {
  let file = readFiles.get(snapshot);
  if (!file) {
    const parsed = parseYamlFile(snapshot);
    if (!parsed) return undefined;
    const { configuration, problems } = readHadolintConfiguration(parsed.value, rules);
    const broken = parsed.fault === undefined ? [] : [{ path: [], message: parsed.fault }];
    file = { uri: snapshot.uri, folderUri, configuration, problems: [...broken, ...problems] };
    readFiles.set(snapshot, file);
  }
  return file;
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
