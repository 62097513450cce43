import { readDockerfile } from "../model/dockerfile/read-dockerfile.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { DockerfileUse } from "../model/dockerfile/use.ts";
import type { Rule } from "../rules/rule.ts";
import { parseDockerfile } from "../syntax/dockerfile/parse.ts";
import { isBinary, isTemplate } from "../workspace/file-kind.ts";
import { findAbove } from "../workspace/file-store.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { SetModel, Workspace } from "../workspace/workspace.ts";
import { baselineFileName, withoutKnown } from "./baseline.ts";
import type { ConfigurationFile } from "./configuration-files.ts";
import { ConfiguredFiles, type ConfigurationSettings } from "./configured-files.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { type IgnoreComment, ignoreCommentsOfDockerfile } from "./ignore-comments.ts";
import { ignoreCommentsOfBakeFile } from "./ignore-comments-of-bake-file.ts";
import { ignoredBy } from "./ignored-findings.ts";
import { idleIgnores } from "./idle-ignores.ts";
import { lintBakeSet } from "./lint-bake-set.ts";
import { lintDockerfile, lintIgnoreComments, type RuleFailure } from "./lint-dockerfile.ts";
import type { Shellcheck } from "./shellcheck.ts";
import { shellcheckFindings } from "./shellcheck-findings.ts";
import { shellcheckRule } from "./shellcheck-rules.ts";

export interface LinterSettings extends ConfigurationSettings {
  /** Whether findings that a baseline file knows are shown all the same. */
  readonly ignoresBaseline?: boolean;
  /** What ShellCheck says; it is asked by `checkShell` alone. */
  readonly shellcheck?: Shellcheck | undefined;
}

/** Stands for all codes of ShellCheck: a profile that has it off has no use for the others. */
const anyShellRule = shellcheckRule(1073, "error");

/** Runs the rules on files of a workspace. Results of a set are kept until its model or its configuration changes. */
export class Linter {
  private readonly workspace: Workspace;
  private readonly rules: readonly Rule[];
  private readonly onFailure: RuleFailure;
  private settings: LinterSettings;
  private setFindings = new WeakMap<SetModel, { key: readonly unknown[]; findings: readonly Finding[] }>();
  private configured: ConfiguredFiles;

  constructor(workspace: Workspace, rules: readonly Rule[], settings: LinterSettings, onFailure: RuleFailure) {
    this.workspace = workspace;
    this.rules = rules;
    this.settings = settings;
    this.onFailure = onFailure;
    this.configured = new ConfiguredFiles(workspace.store, rules, settings);
  }

  setSettings(settings: LinterSettings): void {
    this.settings = settings;
    this.setFindings = new WeakMap();
    this.configured = new ConfiguredFiles(this.workspace.store, this.rules, settings);
  }

  /** All findings of one file: those of its own text, and those of the sets that it takes part in. Sorted by place. */
  lint(snapshot: Snapshot): Finding[] {
    if (!this.isLinted(snapshot)) return [];
    const own = snapshot.dockerfile ? this.lintDockerfile(snapshot.uri, snapshot.dockerfile, this.workspace.useOf(snapshot.uri)) : [];
    const findings = this.applyComments(snapshot.uri, snapshot.text, [...own, ...this.lintShell(snapshot, own), ...this.lintShared(snapshot)], ignoreCommentsOf(snapshot));
    return this.settings.ignoresBaseline ? findings : withoutKnown(findings, snapshot, this.workspace.store);
  }

  /** Lets ShellCheck read the scripts of files that it does not know yet. Returns whether there may be new findings. */
  async checkShell(snapshots: readonly Snapshot[], signal: AbortSignal): Promise<boolean> {
    const { shellcheck } = this.settings;
    if (!shellcheck) return false;
    const files = snapshots.filter((snapshot) => this.isLinted(snapshot) && this.configured.configurationOf(snapshot.uri).severityOf(anyShellRule) !== "off");
    return shellcheck.check(files.flatMap(({ dockerfile }) => dockerfile ?? []), signal);
  }

  /** What the Dockerfile rules find in another text of the file than the known one, as fix-all needs it. */
  lintText(snapshot: Snapshot, text: string): Finding[] {
    if (snapshot.role !== "dockerfile") return [];
    const dockerfile = text === snapshot.text ? snapshot.dockerfile! : readDockerfile(parseDockerfile(text));
    const use = this.workspace.useOf(snapshot.uri);
    // The known use speaks of the known text's stages; fixes neither add nor remove any.
    const builds = use.builds.map((build) => ({ ...build, stage: build.stage && dockerfile.stages[build.stage.index] }));
    return this.applyComments(snapshot.uri, text, this.lintDockerfile(snapshot.uri, dockerfile, { ...use, builds }), ignoreCommentsOfDockerfile(dockerfile.tree));
  }

  /** Asks the store for the files that linting this one depends on, so that settling reads them before. */
  wantFiles(uri: string): void {
    this.configurationFileOf(uri);
    findAbove(this.workspace.store, uri, baselineFileName);
  }

  configurationFileOf(uri: string): ConfigurationFile | undefined {
    return this.configured.configurationFileOf(uri);
  }

  private lintDockerfile(uri: string, dockerfile: Dockerfile, use: DockerfileUse): Finding[] {
    return lintDockerfile(uri, dockerfile, use, this.rules, this.configured.configurationOf(uri), this.onFailure);
  }

  private isLinted(snapshot: Snapshot): boolean {
    if (this.configured.isExcluded(snapshot.uri) || isBinary(snapshot.text)) return false;
    return snapshot.role !== "dockerfile" || !isTemplate(snapshot.uri, snapshot.text);
  }

  private lintShell({ uri, dockerfile }: Snapshot, own: readonly Finding[]): Finding[] {
    const results = dockerfile ? this.settings.shellcheck?.resultsOf(dockerfile) : undefined;
    return dockerfile && results?.length ? shellcheckFindings(uri, dockerfile, results, own, this.configured.configurationOf(uri)) : [];
  }

  /** What the sets say of this file, several sets once. */
  private lintShared(snapshot: Snapshot): Finding[] {
    const seen = new Set<string>();
    return this.workspace.modelsOfFile(snapshot.uri).flatMap((model) =>
      this.findingsOfSet(model).filter((finding) => {
        if (finding.uri !== snapshot.uri) return false;
        const key = `${finding.rule.name} ${finding.span.start} ${finding.span.end} ${finding.message}`;
        return !seen.has(key) && seen.add(key);
      }),
    );
  }

  /** Leaves out what comments ignore, and adds what is wrong with the comments themselves. */
  private applyComments(uri: string, text: string, findings: readonly Finding[], all: readonly IgnoreComment[]): Finding[] {
    const comments = this.configurationFileOf(uri)?.configuration.ignoresPragmas ? all.filter(({ tool }) => tool !== "hadolint") : all;
    if (comments.length === 0) return [...findings].sort(compareFindings);
    const isIgnored = ignoredBy(comments);
    const configuration = this.configured.configurationOf(uri);
    const isOn = (rule: Rule): boolean => (configuration.severityOf(rule) ?? rule.severity) !== "off";
    const idle = idleIgnores(text, comments, findings, this.rules, isOn);
    const kept = findings.filter((finding) => !isIgnored(finding));
    return [...kept, ...lintIgnoreComments(uri, idle, this.rules, configuration, this.onFailure)].sort(compareFindings);
  }

  private findingsOfSet(model: SetModel): readonly Finding[] {
    const files = [...new Set([...model.set.files.map((file) => file.uri), ...model.links.flatMap((link) => link.dockerfileUri ?? [])])];
    const key = files.map((uri) => this.configured.configurationOf(uri));
    const before = this.setFindings.get(model);
    if (before && before.key.length === key.length && before.key.every((entry, index) => entry === key[index])) return before.findings;
    const findings = lintBakeSet(model, this.rules, (uri) => this.configured.configurationOf(uri), this.onFailure);
    this.setFindings.set(model, { key, findings });
    return findings;
  }
}

function ignoreCommentsOf(snapshot: Snapshot): IgnoreComment[] {
  if (snapshot.dockerfile) return ignoreCommentsOfDockerfile(snapshot.dockerfile.tree);
  return snapshot.bakeFile ? ignoreCommentsOfBakeFile(snapshot.bakeFile, snapshot.text) : [];
}
