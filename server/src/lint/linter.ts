import { LatePart } from "../base/late-part.ts";
import { memoize } from "../base/memoize.ts";
import { readDockerfile } from "../model/dockerfile/read-dockerfile.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { type DockerfileUse, keyOfUse } from "../model/dockerfile/use.ts";
import type { Rule } from "../rules/rule.ts";
import { parseDockerfile } from "../syntax/dockerfile/parse.ts";
import type { BakeSetEvaluation } from "../workspace/bake-sets.ts";
import { isBinary, isTemplate, isWorkflowUri } from "../workspace/file-kind.ts";
import { findAbove } from "../workspace/file-store.ts";
import { inlineDockerfilesOf } from "../workspace/inline-dockerfiles.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { SetModel, Workspace } from "../workspace/workspace.ts";
import { baselineFileName, withoutKnown } from "./baseline.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import type { ConfigurationFile } from "./configuration-files.ts";
import { ConfiguredFiles, type ConfigurationSettings } from "./configured-files.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { isHeededByHadolint } from "./hadolint-pragmas.ts";
import { type IgnoreComment, ignoreCommentsOfDockerfile } from "./ignore-comments.ts";
import { ignoreCommentsOfBakeFile } from "./ignore-comments-of-bake-file.ts";
import { ignoreCommentsOfYaml } from "./ignore-comments-of-yaml.ts";
import { ignoredBy } from "./ignored-findings.ts";
import { idleIgnores } from "./idle-ignores.ts";
import { KeptFindings } from "./kept-findings.ts";
import { lintInlineDockerfiles } from "./lint-inline-dockerfiles.ts";
import { lintWorkflow } from "./lint-workflow.ts";
import { lintBakeSet } from "./lint-bake-set.ts";
import { latePartsFor, lintDockerfile, lintIgnoreComments, missingPartOf, type RuleFailure } from "./lint-dockerfile.ts";
import type { Shellcheck } from "./shellcheck.ts";
import { shellcheckFindings } from "./shellcheck-findings.ts";
import { shellcheckRule } from "./shellcheck-rules.ts";

const isTemplateFile = memoize(({ uri, text }: Snapshot) => isTemplate(uri, text));

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
  private textFindings = new KeptFindings<Snapshot>();
  private setFindings = new KeptFindings<SetModel>();
  /** What the bake rules say, which an edit of a Dockerfile does not change. */
  private bakeFindings = new KeptFindings<BakeSetEvaluation>();
  private configured: ConfiguredFiles;
  /** Grows when ShellCheck said something new, which may be about an inline Dockerfile of a set. */
  private shellRevision = 0;

  constructor(workspace: Workspace, rules: readonly Rule[], settings: LinterSettings, onFailure: RuleFailure) {
    this.workspace = workspace;
    this.rules = rules;
    this.settings = settings;
    this.onFailure = onFailure;
    this.configured = new ConfiguredFiles(workspace.store, rules, settings);
  }

  setSettings(settings: LinterSettings): void {
    this.settings = settings;
    this.textFindings = new KeptFindings();
    this.setFindings = new KeptFindings();
    this.bakeFindings = new KeptFindings();
    this.configured = new ConfiguredFiles(this.workspace.store, this.rules, settings);
  }

  /** All findings of one file: those of its own text, and those of the sets that it takes part in. Sorted by place. */
  lint(snapshot: Snapshot): Finding[] {
    if (!this.isLinted(snapshot)) return [];
    const findings = this.lintDockerfileText(snapshot, [...this.lintShared(snapshot), ...this.lintWorkflow(snapshot)]);
    return this.settings.ignoresBaseline ? findings : withoutKnown(findings, snapshot, this.workspace.store);
  }

  /** What the rules of Dockerfiles and ShellCheck find in a text, beside what is found already; comments are applied to all. */
  private lintDockerfileText(snapshot: Snapshot, found: readonly Finding[]): Finding[] {
    const own = this.findingsOfText(snapshot);
    return this.applyComments(snapshot.uri, snapshot.text, [...own, ...this.lintShell(snapshot, own), ...found], ignoreCommentsOf(snapshot));
  }

  /** What the Dockerfile rules say; an edit of another file that changes nothing for this one does not make them run again. */
  private findingsOfText(snapshot: Snapshot): readonly Finding[] {
    const { uri, dockerfile } = snapshot;
    if (!dockerfile) return [];
    const use = this.workspace.useOf(uri);
    return this.textFindings.of(snapshot, [this.configured.configurationOf(uri), keyOfUse(use), LatePart.loads], () => this.lintDockerfile(uri, dockerfile, use));
  }

  /** Lets ShellCheck read the scripts of files that it does not know yet. Returns whether there may be new findings. */
  async checkShell(snapshots: readonly Snapshot[], signal: AbortSignal): Promise<boolean> {
    const { shellcheck } = this.settings;
    if (!shellcheck) return false;
    const files = snapshots.filter((snapshot) => this.isLinted(snapshot) && this.configured.configurationOf(snapshot.uri).severityOf(anyShellRule) !== "off");
    const texts = [...files, ...files.flatMap((snapshot) => this.inlinesOf(snapshot))];
    const hasNews = await shellcheck.check(texts.flatMap(({ dockerfile }) => dockerfile ?? []), signal);
    if (hasNews) this.shellRevision++;
    return hasNews;
  }

  /** The Dockerfiles that stand in the attributes of a bake or Compose file. */
  private inlinesOf(snapshot: Snapshot): readonly Snapshot[] {
    if (snapshot.role === "dockerfile") return [];
    return this.workspace.modelsOfFile(snapshot.uri).flatMap((model) => [...inlineDockerfilesOf(model.links).values()].map((inline) => inline.snapshot));
  }

  /** What is found in another text of the file than the known one, as fix-all needs it; of a Dockerfile only what its own rules find. */
  lintText(snapshot: Snapshot, text: string): Finding[] {
    if (snapshot.role !== "dockerfile") return this.workspace.store.supposing(snapshot, text, (supposed) => this.lint(supposed));
    const dockerfile = text === snapshot.text ? snapshot.dockerfile! : readDockerfile(parseDockerfile(text));
    const use = this.workspace.useOf(snapshot.uri);
    // The known use speaks of the known text's stages; fixes neither add nor remove any.
    const builds = use.builds.map((build) => ({ ...build, stage: build.stage && dockerfile.stages[build.stage.index] }));
    return this.applyComments(snapshot.uri, text, this.lintDockerfile(snapshot.uri, dockerfile, { ...use, builds }), ignoreCommentsOfDockerfile(dockerfile.tree));
  }

  /** Asks the store for what linting this file depends on, other files and parts of the program, so that settling brings it before. */
  wantNeeds(uri: string): void {
    this.configurationFileOf(uri);
    findAbove(this.workspace.store, uri, baselineFileName);
    for (const part of this.missingParts(uri)) this.workspace.store.waitFor(part.load());
    if (isWorkflowUri(uri)) this.workspace.linksOfWorkflow(uri);
    this.workspace.dockerfilesBeside(uri);
  }

  /** Whether all rules that may find something in this file are loaded. */
  isReadyFor(uri: string): boolean {
    return this.missingParts(uri).length === 0;
  }

  /** Loads what `wantNeeds` would ask for one file after the other. */
  async loadAllRules(): Promise<void> {
    await Promise.all(this.rules.flatMap((rule) => missingPartOf(rule)?.load() ?? []));
  }

  private missingParts(uri: string): LatePart<unknown>[] {
    const snapshot = this.workspace.store.get(uri);
    if (!snapshot || !this.isLinted(snapshot)) return [];
    return [snapshot, ...this.inlinesOf(snapshot)].flatMap((text) => [...latePartsFor(text, this.rules, this.configured.configurationOf(text.uri))]);
  }

  configurationFileOf(uri: string): ConfigurationFile | undefined {
    return this.configured.configurationFileOf(uri);
  }

  private lintDockerfile(uri: string, dockerfile: Dockerfile, use: DockerfileUse): Finding[] {
    return lintDockerfile(uri, dockerfile, use, this.rules, this.configured.configurationOf(uri), this.onFailure);
  }

  private isLinted(snapshot: Snapshot): boolean {
    if (this.configured.isExcluded(snapshot.uri) || isBinary(snapshot.text)) return false;
    return snapshot.role !== "dockerfile" || !isTemplateFile(snapshot);
  }

  private lintShell({ uri, dockerfile }: Snapshot, own: readonly Finding[]): Finding[] {
    const results = dockerfile ? this.settings.shellcheck?.resultsOf(dockerfile) : undefined;
    return dockerfile && results?.length ? shellcheckFindings(uri, dockerfile, results, own, this.configured.configurationOf(uri)) : [];
  }

  /** What the sets say of this file, several sets once. A set of which the file has a newer text that is still being evaluated says nothing. */
  private lintShared(snapshot: Snapshot): Finding[] {
    const seen = new Set<string>();
    const models = this.workspace.modelsOfFile(snapshot.uri).filter(({ set }) => !set.files.some((file) => file.uri === snapshot.uri && file !== snapshot));
    return models.flatMap((model) =>
      this.findingsOfSet(model).filter((finding) => {
        if (finding.uri !== snapshot.uri) return false;
        const key = `${finding.rule.name} ${finding.span.start} ${finding.span.end} ${finding.message}`;
        return !seen.has(key) && seen.add(key);
      }),
    );
  }

  private lintWorkflow(snapshot: Snapshot): Finding[] {
    const links = this.workspace.linksOfWorkflow(snapshot.uri);
    return links ? lintWorkflow(snapshot.uri, links, this.rules, this.configured.configurationOf(snapshot.uri), this.onFailure) : [];
  }

  /** Leaves out what comments ignore, and adds what is wrong with the comments themselves. */
  private applyComments(uri: string, text: string, findings: readonly Finding[], all: readonly IgnoreComment[]): Finding[] {
    const configuration = this.configured.configurationOf(uri);
    const comments = this.configurationFileOf(uri)?.configuration.ignoresPragmas
      ? all.filter(({ tool }) => tool !== "hadolint")
      : all.filter((comment) => comment.tool !== "hadolint" || !configuration.imitatesHadolint || isHeededByHadolint(text, comment));
    if (comments.length === 0) return [...findings].sort(compareFindings);
    const isIgnored = ignoredBy(comments);
    const isOn = (rule: Rule): boolean => (configuration.severityOf(rule) ?? rule.severity) !== "off";
    const idle = idleIgnores(text, comments, findings, this.rules, isOn);
    const kept = findings.filter((finding) => !isIgnored(finding));
    return [...kept, ...lintIgnoreComments(uri, idle, this.rules, configuration, this.onFailure)].sort(compareFindings);
  }

  private findingsOfSet(model: SetModel): readonly Finding[] {
    const configurationOf = (uri: string): ResolvedConfiguration => this.configured.configurationOf(uri);
    const bakeKey = model.set.files.map((file) => configurationOf(file.uri));
    const dockerfiles = new Set(model.links.flatMap((link) => link.dockerfileUri ?? []));
    const beside = this.workspace.modelsBeside(model);
    return this.setFindings.of(model, [this.shellRevision, LatePart.loads, ...bakeKey, ...[...dockerfiles].map(configurationOf), ...beside], () => {
      const ofBake = this.bakeFindings.of(model.set, bakeKey, () => lintBakeSet(model, [], this.rulesFor("bake"), configurationOf, this.onFailure));
      const ofBoth = lintBakeSet(model, beside, this.rulesFor("cross-file"), configurationOf, this.onFailure);
      return lintInlineDockerfiles(model, [...ofBake, ...ofBoth], (inline, found) => this.lintDockerfileText(inline, found));
    });
  }

  private rulesFor(language: Rule["language"]): readonly Rule[] {
    return this.rules.filter((rule) => rule.language === language);
  }
}

function ignoreCommentsOf(snapshot: Snapshot): IgnoreComment[] {
  if (snapshot.dockerfile) return ignoreCommentsOfDockerfile(snapshot.dockerfile.tree);
  if (snapshot.bakeFile) return ignoreCommentsOfBakeFile(snapshot.bakeFile, snapshot.text);
  return snapshot.role === "workflow" ? ignoreCommentsOfYaml(snapshot.text) : [];
}
