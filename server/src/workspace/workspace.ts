import type { Environment, FileHost } from "../base/host.ts";
import { isBakeRole, isBakeSetName, isForDevelopment } from "./file-kind.ts";
import { isInside, nameOfUri, normalizeUri, resolveUri } from "../base/uri.ts";
import type { ResolvedBake } from "../eval/resolved-bake.ts";
import { type DockerfileUse, unknownUse } from "../model/dockerfile/use.ts";
import { bakeLanguage } from "./bake-language.ts";
import { type BakeSet, type BakeSetEvaluation, declaredNames, type DeclaredNames, findBakeSets } from "./bake-sets.ts";
import { withEnvFiles } from "./bake-environment.ts";
import { BesideFiles } from "./beside-files.ts";
import { composeReader } from "./compose-reader.ts";
import { askForContextFiles } from "./context-files.ts";
import { discoverFiles } from "./discover-files.ts";
import { chooseWorkingFolder, type EvaluatedFiles, evaluateFiles } from "./evaluate-set.ts";
import { FileStore } from "./file-store.ts";
import { InlineDockerfiles } from "./inline-dockerfiles.ts";
import { linkTargets, sameLinks, type TargetLink } from "./links.ts";
import type { Snapshot } from "./snapshot.ts";
import { sourceText } from "./source-text.ts";
import { useFromLinks } from "./use-from-links.ts";

export interface WorkspaceSettings {
  /** Sets of bake files that are used together, as paths relative to a workspace folder. */
  readonly bakeFiles: readonly (readonly string[])[];
  readonly environment: Environment;
  /** Files with further variables, as paths relative to the workspace folder of a set. */
  readonly envFiles?: readonly string[];
}

/** What one set means at the moment: its evaluation and the Dockerfiles it builds. */
export interface SetModel {
  readonly set: BakeSetEvaluation;
  readonly links: readonly TargetLink[];
}

/** The last evaluation of a set, and what it was made from. */
interface SetState extends EvaluatedFiles {
  readonly files: readonly Snapshot[];
  readonly beside: BesideFiles;
  readonly envFileValues: ReadonlyMap<string, string>;
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
  private dockerfileUris = new Set<string>();
  private readonly evaluations = new Map<string, SetState>();
  private readonly lastModels = new Map<string, SetModel & { readonly kindRevision: number }>();
  private readonly asked = new WeakSet<SetModel>();
  private readonly inlineDockerfiles = new InlineDockerfiles();
  private declared: DeclaredNames | undefined;
  private models: { revision: number; models: readonly SetModel[] } | undefined;

  constructor(host: FileHost, folders: readonly string[], settings: WorkspaceSettings) {
    this.host = host;
    this.store = new FileStore(host);
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
    for (const uris of [this.bakeFileUris, this.dockerfileUris]) {
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
      for (const uri of dockerfiles) this.dockerfileUris.add(uri);
    }
    this.forgetModels();
  }

  /** Dockerfiles found in the folders, whether open or not. */
  get knownDockerfiles(): readonly string[] {
    return [...this.dockerfileUris].sort();
  }

  /** Adds a bake file that discovery did not see: it lies outside of the folders, or was just created. */
  addBakeFile(uri: string): void {
    if (this.bakeFileUris.has(normalizeUri(uri))) return;
    this.bakeFileUris.add(normalizeUri(uri));
    this.forgetModels();
  }

  addDockerfile(uri: string): void {
    this.dockerfileUris.add(normalizeUri(uri));
  }

  /** Says that a file went away. */
  removeFile(uri: string): void {
    this.bakeFileUris.delete(normalizeUri(uri));
    this.dockerfileUris.delete(normalizeUri(uri));
    this.store.invalidate(uri);
    this.forgetModels();
  }

  /** Reads files until the models know all that they ask for. Bounded, because each round only adds files. */
  async settle(): Promise<void> {
    for (let round = 0; round < 20; round++) {
      for (const model of this.setModels()) this.askForFiles(model);
      if (!(await this.store.settle())) return;
    }
  }

  /** All sets with what they mean, from what is known now. */
  setModels(): readonly SetModel[] {
    if (this.models?.revision === this.store.revision) return this.models.models;
    const files = [...this.bakeFileUris].flatMap((uri) => this.store.get(uri) ?? []);
    for (const open of this.store.openDocuments()) {
      if ((isBakeRole(open.role) || isBakeSetName(nameOfUri(open.uri))) && !this.bakeFileUris.has(open.uri)) files.push(open);
    }
    if (!this.isLanguageLoaded(files)) return [];
    this.declared = declaredNames(files, this.declared);
    const models = findBakeSets(files, this.folders, this.configuredSets(), this.declared).map((set) => this.modelOf(set));
    this.models = { revision: this.store.revision, models };
    return models;
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

  /** How the sets around build this Dockerfile. */
  useOf(dockerfileUri: string): DockerfileUse {
    const key = normalizeUri(dockerfileUri);
    const built = this.setModels().flatMap(({ set, links }) => {
      const own = links.filter((link) => (link.dockerfileUri ?? link.inline?.snapshot.uri) === key);
      return own.length === 0 ? [] : [{ set, links: own }];
    });
    return built.length === 0 ? { ...unknownUse, isForDevelopment: isForDevelopment(key) } : useFromLinks(built);
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

  private modelOf(set: BakeSet): SetModel {
    const evaluated = this.evaluate(set);
    const workingFolderUri = chooseWorkingFolder(set, evaluated.resolved, this.folders, this.store);
    const links = this.linksOf({ ...set, workingFolderUri }, evaluated.resolved);
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

  private evaluate(set: BakeSet): SetState {
    const before = this.evaluations.get(set.id);
    if (before && sameList(before.files, set.files) && before.beside.areCurrent()) return before;
    const beside = new BesideFiles(this.store);
    const root = this.folderOf(set.folderUri) ?? set.folderUri;
    const envFiles = (this.settings.envFiles ?? []).flatMap((path) => beside.read(resolveUri(root, path))?.text ?? []);
    const environment = withEnvFiles(this.settings.environment, envFiles);
    const { envFileValues } = environment;
    const evaluated = { files: set.files, beside, envFileValues, ...evaluateFiles(set.files, environment, (path) => beside.read(resolveUri(set.folderUri, path))) };
    this.evaluations.set(set.id, evaluated);
    return evaluated;
  }

  /** Whether what reads the files is loaded; otherwise settling loads it. */
  private isLanguageLoaded(files: readonly Snapshot[]): boolean {
    const needed = files.length === 0 ? [] : files.some((file) => file.role === "compose") ? [bakeLanguage, composeReader] : [bakeLanguage];
    const missing = needed.filter((part) => part.loaded === undefined);
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

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}
