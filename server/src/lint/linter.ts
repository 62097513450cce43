import ignore from "ignore";
import { relativePath } from "../base/uri.ts";
import { readDockerfile } from "../model/dockerfile/read-dockerfile.ts";
import type { Rule } from "../rules/rule.ts";
import { parseDockerfile } from "../syntax/dockerfile/parse.ts";
import { isBinary, isTemplate } from "../workspace/file-kind.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { SetModel, Workspace } from "../workspace/workspace.ts";
import { type Configuration, type ResolvedConfiguration, resolveConfiguration } from "./configuration.ts";
import { type ConfigurationFile, nearestConfiguration } from "./configuration-files.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { type IgnoreComment, ignoreCommentsOfDockerfile, isIgnored } from "./ignore-comments.ts";
import { ignoreCommentsOfBakeFile } from "./ignore-comments-of-bake-file.ts";
import { lintBakeSet } from "./lint-bake-set.ts";
import { lintDockerfile, type RuleFailure } from "./lint-dockerfile.ts";

export interface LinterSettings {
  /** The user's own settings, which the nearest configuration file wins over. */
  readonly configuration: Configuration;
  /** A configuration that is used whatever files lie around, as by `--config`. */
  readonly fixed?: ConfigurationFile | undefined;
  /** What wins over files too, as `--profile` does. */
  readonly override?: Configuration | undefined;
}

/** Runs the rules on files of a workspace. Results of a set are kept until its model or its configuration changes. */
export class Linter {
  private readonly workspace: Workspace;
  private readonly rules: readonly Rule[];
  private readonly onFailure: RuleFailure;
  private settings: LinterSettings;
  private setFindings = new WeakMap<SetModel, { key: readonly unknown[]; findings: readonly Finding[] }>();
  private resolved = new Map<ConfigurationFile | undefined, ResolvedConfiguration>();

  constructor(workspace: Workspace, rules: readonly Rule[], settings: LinterSettings, onFailure: RuleFailure) {
    this.workspace = workspace;
    this.rules = rules;
    this.settings = settings;
    this.onFailure = onFailure;
  }

  setSettings(settings: LinterSettings): void {
    this.settings = settings;
    this.setFindings = new WeakMap();
    this.resolved = new Map();
  }

  /** All findings of one file: those of its own text, and those of the sets that it takes part in. Sorted by place. */
  lint(snapshot: Snapshot): Finding[] {
    if (this.isExcluded(snapshot) || isBinary(snapshot.text)) return [];
    if (snapshot.role === "dockerfile" && isTemplate(snapshot.uri, snapshot.text)) return [];
    return [...this.lintOwn(snapshot), ...this.lintShared(snapshot)].sort(compareFindings);
  }

  /** What the Dockerfile rules find in a text that may differ from the known one, as fix-all needs it. */
  lintText(snapshot: Snapshot, text: string): Finding[] {
    if (snapshot.role !== "dockerfile") return [];
    const dockerfile = text === snapshot.text ? snapshot.dockerfile! : readDockerfile(parseDockerfile(text));
    return lintDockerfile(snapshot.uri, dockerfile, this.workspace.useOf(snapshot.uri), this.rules, this.configurationOf(snapshot.uri), this.onFailure);
  }

  configurationFileOf(uri: string): ConfigurationFile | undefined {
    return this.settings.fixed ?? nearestConfiguration(this.workspace.store, uri, this.workspace.folderOf(uri), this.rules);
  }

  private lintOwn(snapshot: Snapshot): Finding[] {
    const { dockerfile } = snapshot;
    if (!dockerfile) return [];
    return lintDockerfile(snapshot.uri, dockerfile, this.workspace.useOf(snapshot.uri), this.rules, this.configurationOf(snapshot.uri), this.onFailure);
  }

  private lintShared(snapshot: Snapshot): Finding[] {
    const comments = ignoreCommentsOf(snapshot);
    const seen = new Set<string>();
    return this.workspace.modelsOfFile(snapshot.uri).flatMap((model) =>
      this.findingsOfSet(model).filter((finding) => {
        if (finding.uri !== snapshot.uri || isIgnored(finding, comments)) return false;
        const key = `${finding.rule.name} ${finding.span.start} ${finding.span.end} ${finding.message}`;
        return !seen.has(key) && seen.add(key);
      }),
    );
  }

  private findingsOfSet(model: SetModel): readonly Finding[] {
    const files = [...new Set([...model.set.files.map((file) => file.uri), ...model.links.flatMap((link) => link.dockerfileUri ?? [])])];
    const key = files.map((uri) => this.configurationOf(uri));
    const before = this.setFindings.get(model);
    if (before && before.key.length === key.length && before.key.every((entry, index) => entry === key[index])) return before.findings;
    const findings = lintBakeSet(model, this.rules, (uri) => this.configurationOf(uri), this.onFailure);
    this.setFindings.set(model, { key, findings });
    return findings;
  }

  private configurationOf(uri: string): ResolvedConfiguration {
    const file = this.configurationFileOf(uri);
    let resolved = this.resolved.get(file);
    if (!resolved) {
      resolved = resolveConfiguration(this.settings.configuration, file?.configuration ?? {}, this.settings.override ?? {});
      this.resolved.set(file, resolved);
    }
    return resolved;
  }

  private isExcluded(snapshot: Snapshot): boolean {
    const file = this.configurationFileOf(snapshot.uri);
    if (!file?.configuration.ignore?.length) return false;
    const path = relativePath(file.folderUri, snapshot.uri);
    return !path.startsWith("../") && ignore().add([...file.configuration.ignore]).ignores(path);
  }
}

function ignoreCommentsOf(snapshot: Snapshot): IgnoreComment[] {
  if (snapshot.dockerfile) return ignoreCommentsOfDockerfile(snapshot.dockerfile.tree);
  return snapshot.bakeFile ? ignoreCommentsOfBakeFile(snapshot.bakeFile, snapshot.text) : [];
}
