import type { FileHost } from "../base/host.ts";
import { sameList } from "../base/same-data.ts";
import type { LatePart } from "../base/late-part.ts";
import { isBakeRole, isBakeSetUri, isForDevelopment, isWorkflowUri, roleOfName } from "./file-kind.ts";
import { isInside, nameOfUri, normalizeUri, parentUri, resolveUri } from "../base/uri.ts";
import type { ResolvedBake } from "../eval/resolved-bake.ts";
import { type DockerfileUse, unknownUse } from "../model/dockerfile/use.ts";
import { faultsOfKind, missingTargets } from "./bake-faults.ts";
import { bakeLanguage } from "./bake-language.ts";
import { type BakeSet, bakeSetOf, type BakeSetEvaluation, declaredNames, type DeclaredNames, findBakeSets } from "./bake-sets.ts";
import { companionFile, findCompanions, isCompanionName } from "./companion-files.ts";
import { composeReader } from "./compose-reader.ts";
import { askForContextFiles } from "./context-files.ts";
import { discoverFiles } from "./discover-files.ts";
import { chooseWorkingFolder } from "./evaluate-set.ts";
import { FileStore } from "./file-store.ts";
import { InlineDockerfiles } from "./inline-dockerfiles.ts";
import { KnownDockerfiles } from "./known-dockerfiles.ts";
import { linkTargets, sameLinks, type TargetLink } from "./links.ts";
import { similarDockerfiles } from "./similar-dockerfiles.ts";
import { type EvaluatedSet, type EvaluationSettings, SetEvaluations } from "./set-evaluations.ts";
import type { Snapshot } from "./snapshot.ts";
import { sourceText } from "./source-text.ts";
import { useFromLinks } from "./use-from-links.ts";
import type { WorkflowLinks } from "./workflow-links.ts";

export interface WorkspaceSettings extends EvaluationSettings {
  /** Sets of bake files that are used together, as paths relative to a workspace folder. */
  readonly bakeFiles: readonly (readonly string[])[];
}

/** What one set means at the moment: its evaluation and the Dockerfiles it builds. */
export interface SetModel {
  readonly set: BakeSetEvaluation;
  readonly links: readonly TargetLink[];
}

/**
 * The joined model of bake files and Dockerfiles. Everything is derived from the file store and recomputed only for sets
 * whose files, or whose targets' Dockerfiles, have new snapshots. Call `settle` until it answers false before believing
 * that a file is missing.
 */
export class Workspace {
  readonly store: FileStore;
  private readonly host: FileHost;
  private folders: readonly string[];
  private settings: WorkspaceSettings;
  private bakeFileUris = new Set<string>();
  private readonly knownDockerfiles = new KnownDockerfiles();
  private readonly evaluations: SetEvaluations;
  private readonly lastModels = new Map<string, SetModel & { readonly kindRevision: number }>();
  private readonly asked = new WeakSet<SetModel>();
  private readonly inlineDockerfiles = new InlineDockerfiles();
  private declared: DeclaredNames | undefined;
  /** Files that may be loaded beside bake files that lack a name, by the folder that was looked at for them. */
  private readonly companions = new Map<string, readonly string[]>();
  private models: { revision: number; models: readonly SetModel[] } | undefined;
  private readonly workflows = new WeakMap<Snapshot, { readonly revision: number; readonly links: WorkflowLinks }>();

  constructor(host: FileHost, folders: readonly string[], settings: WorkspaceSettings) {
    this.host = host;
    this.store = new FileStore(host);
    this.evaluations = new SetEvaluations(this.store);
    this.folders = folders.map(normalizeUri);
    this.settings = settings;
  }

  get workspaceFolders(): readonly string[] {
    return this.folders;
  }

  /** The workspace folder that holds the file; the innermost when folders are nested. */
  folderOf(uri: string): string | undefined {
    return this.folders.filter((folder) => isInside(folder, uri)).sort((a, b) => b.length - a.length)[0];
  }

  /** Files of folders that are gone are forgotten; `discover` finds those of new ones. */
  setFolders(folders: readonly string[]): void {
    const before = this.folders;
    this.folders = folders.map(normalizeUri);
    const isGone = (uri: string): boolean => before.some((folder) => isInside(folder, uri)) && this.folderOf(uri) === undefined;
    for (const uris of [this.bakeFileUris, this.knownDockerfiles]) {
      for (const uri of uris) if (isGone(uri)) uris.delete(uri);
    }
    this.forgetModels();
  }

  setSettings(settings: WorkspaceSettings): void {
    this.settings = settings;
    this.evaluations.clear();
    this.forgetModels();
  }

  /** Looks for bake files and Dockerfiles in all folders. */
  async discover(): Promise<void> {
    const found = await Promise.all(this.folders.map((folder) => discoverFiles(this.host, folder)));
    for (const { bakeFiles, dockerfiles } of found) {
      for (const uri of bakeFiles) this.bakeFileUris.add(uri);
      for (const uri of dockerfiles) this.knownDockerfiles.add(uri);
    }
    this.forgetModels();
  }

  /** Adds a bake file that discovery did not see: it lies outside of the folders, or was just created. */
  addBakeFile(uri: string): void {
    if (this.bakeFileUris.has(normalizeUri(uri))) return;
    this.bakeFileUris.add(normalizeUri(uri));
    this.forgetModels();
  }

  addDockerfile(uri: string): void {
    this.knownDockerfiles.add(normalizeUri(uri));
  }

  /** Takes in a file that was just created, as what its name says. */
  addFile(uri: string): void {
    const name = nameOfUri(uri);
    if (roleOfName(name) === "dockerfile") this.addDockerfile(uri);
    if (isBakeSetUri(uri)) this.addBakeFile(uri);
    if (!isCompanionName(name)) return;
    this.companions.clear();
    this.forgetModels();
  }

  /** Says that a file went away. */
  removeFile(uri: string): void {
    this.bakeFileUris.delete(normalizeUri(uri));
    this.knownDockerfiles.delete(normalizeUri(uri));
    this.store.invalidate(uri);
    this.forgetModels();
  }

  /** Reads files until the models know all that they ask for. Bounded, because each round only adds files. */
  async settle(): Promise<void> {
    for (let round = 0; round < 20; round++) {
      for (const model of this.setModels()) this.askForFiles(model);
      const isNew = await this.lookForCompanions();
      if (!(await this.store.settle()) && !isNew) return;
    }
  }

  /** Looks for files that declare what sets lack, once for each folder. Returns whether there are more. */
  private async lookForCompanions(): Promise<boolean> {
    const before = this.companions.size;
    for (const { set } of this.setModels()) {
      const root = this.folderOf(set.folderUri);
      if (root === undefined || this.companions.has(set.folderUri) || (faultsOfKind(set, "undefined-variable").length === 0 && missingTargets(set).length === 0)) continue;
      this.companions.set(set.folderUri, await findCompanions(this.host, set.folderUri, root));
      this.forgetModels();
    }
    return this.companions.size > before;
  }

  /** All sets with what they mean, from what is known now. */
  setModels(): readonly SetModel[] {
    if (this.models?.revision === this.store.revision) return this.models.models;
    const files = [...this.bakeFileUris].flatMap((uri) => this.store.get(uri) ?? []);
    for (const open of this.store.openDocuments()) {
      if ((isBakeRole(open.role) || isBakeSetUri(open.uri)) && !this.bakeFileUris.has(open.uri)) files.push(open);
    }
    if (!this.isLanguageLoaded(files)) return [];
    const beside = [...this.companions.values()].flat().flatMap((uri) => this.store.get(uri) ?? []);
    this.declared = declaredNames([...files.flatMap(({ bakeFile }) => bakeFile ?? []), ...beside.map(companionFile)], this.declared);
    const models = findBakeSets(files, this.folders, this.configuredSets(), this.declared).flatMap((set) => this.modelOf(set) ?? []);
    this.models = { revision: this.store.revision, models };
    return models;
  }

  /** Whether a bake file has a text that is not evaluated yet; the models are of an earlier one then. */
  isEvaluating(uri: string): boolean {
    this.setModels();
    return this.evaluations.isUnderway(normalizeUri(uri));
  }

  /** Goes on with an evaluation that takes long, for a moment. Returns whether there is more to do. */
  continueEvaluations(): boolean {
    this.setModels();
    return this.evaluations.takeTurn(this.settings);
  }

  setModel(id: string): SetModel | undefined {
    return this.setModels().find((model) => model.set.id === id);
  }

  /** Sets that hold this bake file, that build this Dockerfile, or whose contexts this ignore file trims. */
  modelsOfFile(uri: string): SetModel[] {
    const key = normalizeUri(uri);
    return this.setModels().filter(({ set, links }) => set.files.some((file) => file.uri === key) || links.some((link) => link.dockerfileUri === key || link.ignoreFile?.uri === key));
  }

  /** Other sets that build a Dockerfile which this one builds as well. */
  modelsBeside(model: SetModel): SetModel[] {
    const shared = new Set(model.links.flatMap((link) => link.dockerfileUri ?? []));
    return this.setModels().filter((other) => other.set.id !== model.set.id && other.links.some((link) => link.dockerfileUri !== undefined && shared.has(link.dockerfileUri)));
  }

  /** The files that a workflow's steps name; undefined for another file or one without Docker, and until the workflow and what reads it are loaded. */
  linksOfWorkflow(uri: string): WorkflowLinks | undefined {
    const snapshot = isWorkflowUri(uri) ? this.store.get(uri) : undefined;
    // Most workflows build no images, and need nothing to be loaded.
    if (snapshot?.role !== "workflow" || !/docker|depot/i.test(snapshot.text)) return undefined;
    const before = this.workflows.get(snapshot);
    if (before?.revision === this.store.revision) return before.links;
    if (!this.areLoaded([bakeLanguage, composeReader])) return undefined;
    const links = snapshot.yaml && bakeLanguage.loaded!.linkWorkflow(snapshot.yaml, { store: this.store, fileUris: [...this.bakeFileUris, ...this.knownDockerfiles], evaluate: (files) => this.evaluationOf(files) });
    if (links) this.workflows.set(snapshot, { revision: this.store.revision, links });
    return links;
  }

  /** What some bake files mean when they are loaded together, whether or not they are a set of the workspace. */
  private evaluationOf(files: readonly Snapshot[]): BakeSetEvaluation | undefined {
    const known = this.setModels().find(({ set }) => sameList(set.files, files));
    if (known) return known.set;
    if (!this.isLanguageLoaded(files)) return undefined;
    const set = bakeSetOf(files, parentUri(files[0]!.uri), { isDefaultLookup: false, isPartial: false }, this.folders, this.declared ?? new Map());
    const evaluated = this.evaluate(set);
    return evaluated && { ...set, ...evaluated, workingFolderUri: set.folderUri };
  }

  /** How the sets around build this Dockerfile. */
  useOf(dockerfileUri: string): DockerfileUse {
    const key = normalizeUri(dockerfileUri);
    const built = this.setModels().flatMap(({ set, links }) => {
      const own = links.filter((link) => (link.dockerfileUri ?? link.inline?.snapshot.uri) === key);
      return own.length === 0 ? [] : [{ set, links: own }];
    });
    const known = built.length === 0 ? { ...unknownUse, isForDevelopment: isForDevelopment(key) } : useFromLinks(built);
    const use: DockerfileUse = { ...known, fileName: nameOfUri(key) };
    const beside = this.dockerfilesBeside(key);
    const own = beside.length > 0 ? this.store.get(key) : undefined;
    const similar = own ? similarDockerfiles(own, beside) : [];
    return similar.length === 0 ? use : { ...use, similar };
  }

  /** The Dockerfiles near one, as far as they are read; settling reads the others. */
  dockerfilesBeside(uri: string): Snapshot[] {
    return this.knownDockerfiles.beside(normalizeUri(uri)).flatMap((other) => this.store.get(other) ?? []);
  }

  /** Targets of a set with the Dockerfiles that they build. */
  linksOf(set: BakeSet & Pick<BakeSetEvaluation, "workingFolderUri">, resolved: ResolvedBake): TargetLink[] {
    const { store, folders, inlineDockerfiles } = this;
    return linkTargets(resolved, { workingFolderUri: set.workingFolderUri, store, workspaceFolders: folders, inlineDockerfiles, sourceText: (uri) => sourceText(set, uri) });
  }

  private configuredSets(): Snapshot[][] {
    return this.folders.flatMap((folder) =>
      this.settings.bakeFiles.map((paths) => paths.flatMap((path) => this.store.get(resolveUri(folder, path)) ?? [])),
    );
  }

  private evaluate(set: BakeSet): EvaluatedSet | undefined {
    return this.evaluations.of(set, this.folderOf(set.folderUri) ?? set.folderUri, this.settings);
  }

  /** Undefined while the first evaluation is not done. */
  private modelOf(set: BakeSet): SetModel | undefined {
    const evaluated = this.evaluate(set);
    if (!evaluated) return undefined;
    const workingFolderUri = chooseWorkingFolder(set, evaluated.resolved, this.folders, this.store);
    const links = this.linksOf({ ...set, files: evaluated.files, workingFolderUri }, evaluated.resolved);
    const before = this.lastModels.get(set.id);
    const isSameSet = before?.set.evaluation === evaluated.evaluation && before.set.workingFolderUri === workingFolderUri && sameFacts(before.set, set);
    if (before && isSameSet && before.kindRevision === this.store.kindRevision && sameLinks(before.links, links) && before.links.every(({ files }) => files.areTextsCurrent())) {
      return before;
    }
    const model = { set: before && isSameSet ? before.set : { ...set, ...evaluated, workingFolderUri }, links, kindRevision: this.store.kindRevision };
    this.lastModels.set(set.id, model);
    return model;
  }

  /** What the rules will want to know of the build contexts, so that it is there when they run. */
  private askForFiles(model: SetModel): void {
    if (this.asked.has(model)) return;
    this.asked.add(model);
    askForContextFiles(model.links);
  }

  /** Whether what reads the files is loaded; otherwise settling loads it. */
  private isLanguageLoaded(files: readonly Snapshot[]): boolean {
    return files.length === 0 || this.areLoaded(files.some((file) => file.role === "compose") ? [bakeLanguage, composeReader] : [bakeLanguage]);
  }

  private areLoaded(parts: readonly LatePart<unknown>[]): boolean {
    const missing = parts.filter((part) => part.loaded === undefined);
    for (const part of missing) this.store.waitFor(part.load());
    return missing.length === 0;
  }

  private forgetModels(): void {
    this.models = undefined;
  }
}

function sameFacts(a: BakeSet, b: BakeSet): boolean {
  return a.hasCompose === b.hasCompose && a.isPartial === b.isPartial && a.isDefaultLookup === b.isDefaultLookup && a.declaredAnywhere === b.declaredAnywhere;
}
