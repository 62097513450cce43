import type { Rule } from "../rules/rule.ts";
import type { FileStore } from "../workspace/file-store.ts";
import { type Configuration, type ResolvedConfiguration, resolveConfiguration } from "./configuration.ts";
import { type ConfigurationFile, nearestConfiguration } from "./configuration-files.ts";

export interface ConfigurationSettings {
  /** The user's own settings, which the nearest configuration file wins over. */
  readonly configuration: Configuration;
  /** A configuration that is used whatever files lie around, as by `--config`. */
  readonly fixed?: ConfigurationFile | undefined;
  /** What wins over files too, as `--profile` does. */
  readonly override?: Configuration | undefined;
}

/** What is configured for each file. Files with the same configuration and overrides get the same resolved object. */
export class ConfiguredFiles {
  private readonly store: FileStore;
  private readonly rules: readonly Rule[];
  private readonly settings: ConfigurationSettings;
  /** The nearest files by folder, as they were at one state of the store: each check of a file asks several times. */
  private nearest: { readonly revision: number; readonly byFolder: Map<string, ConfigurationFile | undefined> } = { revision: -1, byFolder: new Map() };
  private readonly resolved = new Map<ConfigurationFile | undefined, Map<string, ResolvedConfiguration>>();

  constructor(store: FileStore, rules: readonly Rule[], settings: ConfigurationSettings) {
    this.store = store;
    this.rules = rules;
    this.settings = settings;
  }

  configurationFileOf(uri: string): ConfigurationFile | undefined {
    if (this.settings.fixed) return this.settings.fixed;
    if (this.nearest.revision !== this.store.revision) this.nearest = { revision: this.store.revision, byFolder: new Map() };
    const { byFolder } = this.nearest;
    const folder = uri.slice(0, uri.lastIndexOf("/"));
    if (!byFolder.has(folder)) byFolder.set(folder, nearestConfiguration(this.store, uri, this.rules));
    return byFolder.get(folder);
  }

  configurationOf(uri: string): ResolvedConfiguration {
    const file = this.configurationFileOf(uri);
    const overrides = file?.configuration.overrides?.filter(({ files }) => file!.covers(files, uri)) ?? [];
    const key = overrides.map((override) => file!.configuration.overrides!.indexOf(override)).join(" ");
    const known = this.resolved.get(file) ?? new Map<string, ResolvedConfiguration>();
    this.resolved.set(file, known);
    let resolved = known.get(key);
    if (!resolved) {
      resolved = resolveConfiguration(this.settings.configuration, file?.configuration ?? {}, ...overrides, this.settings.override ?? {});
      known.set(key, resolved);
    }
    return resolved;
  }

  isExcluded(uri: string): boolean {
    const file = this.configurationFileOf(uri);
    return file?.configuration.ignore !== undefined && file.covers(file.configuration.ignore, uri);
  }
}
