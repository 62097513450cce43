import type { FileKind } from "../base/host.ts";
import { isInside, parentUri, relativePath, resolveUri } from "../base/uri.ts";
import { isKnown } from "../eval/resolved-bake.ts";
import { startedFileOf } from "../model/dockerfile/containers/started-files.ts";
import { contextSources } from "../model/dockerfile/files/context-sources.ts";
import { sensitivePaths } from "../model/dockerignore/sensitive-paths.ts";
import { bakeLanguage } from "./bake-language.ts";
import { contextUriOf } from "./bake-sets.ts";
import type { FileStore } from "./file-store.ts";
import type { TargetLink } from "./links.ts";
import { projectFiles } from "../model/dockerfile/files/project-files.ts";
import { isInSubmodule, submoduleFolders } from "../model/project/submodules.ts";
import { nearPaths } from "./near-paths.ts";
import type { Snapshot } from "./snapshot.ts";

/** What lies where a target reads from. Answers come from what is known; what is not is looked at for the next time. */
export class ContextFiles {
  private readonly store: FileStore;
  private readonly workingFolderUri: string;
  private readonly contextUri: string | undefined;
  private readonly workspaceFolders: readonly string[];
  /** The files whose texts were asked for, by URI. */
  private readonly reads = new Map<string, Snapshot | undefined>();

  constructor(store: FileStore, workingFolderUri: string, contextUri: string | undefined, workspaceFolders: readonly string[]) {
    this.store = store;
    this.workingFolderUri = workingFolderUri;
    this.contextUri = contextUri;
    this.workspaceFolders = workspaceFolders;
  }

  /** What stands at a clean path of the context; undefined when it is not known. */
  kindOf(path: string): FileKind | "absent" | undefined {
    return this.contextUri === undefined ? undefined : this.kindAt(path === "." ? this.contextUri : resolveUri(this.contextUri, path));
  }

  /** Whether the file at a clean path of the context may be executed; undefined when it is not known. */
  isExecutable(path: string): boolean | undefined {
    const uri = this.uriOf(path);
    return uri === undefined ? undefined : this.store.isExecutable(uri);
  }

  /** What stands where a `context` or an entry of `contexts` points; undefined for what is no local path. */
  kindOfContext(context: string): FileKind | "absent" | undefined {
    const uri = contextUriOf(context, this.workingFolderUri);
    return uri === undefined ? undefined : this.kindAt(uri);
  }

  /** Undefined in a remote context. */
  uriOf(path: string): string | undefined {
    return this.contextUri === undefined ? undefined : resolveUri(this.contextUri, path);
  }

  /** The text of a file in the context, if it is there and is known. */
  textOf(path: string): string | undefined {
    const uri = this.uriOf(path);
    return uri === undefined ? undefined : this.read(uri);
  }

  private read(uri: string): string | undefined {
    const snapshot = this.store.get(uri);
    this.reads.set(uri, snapshot);
    return snapshot?.text;
  }

  /** Whether all texts that were given are still what the store has. */
  areTextsCurrent(): boolean {
    return this.reads.size === 0 || [...this.reads].every(([uri, snapshot]) => this.store.get(uri) === snapshot);
  }

  /** Whether git is told to leave out a path of the context, which a program then writes before the build. */
  isGenerated(path: string): boolean {
    return this.contextUri !== undefined && this.isGitIgnored(resolveUri(this.contextUri, path));
  }

  /** Whether a path of the context lies in a submodule, which may not be checked out. */
  isInSubmodule(path: string): boolean {
    return this.isSubmoduleUri(this.uriOf(path));
  }

  isSubmoduleContext(context: string): boolean {
    return this.isSubmoduleUri(contextUriOf(context, this.workingFolderUri));
  }

  isGeneratedContext(context: string): boolean {
    const uri = contextUriOf(context, this.workingFolderUri);
    return uri !== undefined && this.isGitIgnored(uri);
  }

  /** Whether a local context lies beside what was opened, where another repository may be checked out. */
  isContextOutside(context: string): boolean {
    const uri = contextUriOf(context, this.workingFolderUri);
    return uri !== undefined && !this.workspaceFolders.some((folder) => isInside(folder, uri));
  }

  private kindAt(uri: string): FileKind | "absent" | undefined {
    const kind = this.store.kindOf(uri);
    if (kind !== "absent") return kind;
    // A host that cannot see folders at all says nothing about what is in them.
    return this.store.kindOf(this.workingFolderUri) === "folder" ? "absent" : undefined;
  }

  private isSubmoduleUri(uri: string | undefined): boolean {
    const root = uri === undefined ? undefined : this.workspaceFolders.find((folder) => isInside(folder, uri));
    return root !== undefined && isInSubmodule(submoduleFolders(this.read(`${root.replace(/\/$/, "")}/.gitmodules`) ?? ""), relativePath(root, uri!));
  }

  private isGitIgnored(uri: string): boolean {
    const root = this.workspaceFolders.find((folder) => isInside(folder, uri));
    for (let folder = parentUri(uri); root !== undefined && isInside(root, folder); folder = parentUri(folder)) {
      const rules = this.read(`${folder.replace(/\/$/, "")}/.gitignore`);
      if (rules !== undefined) {
        const path = relativePath(folder, uri);
        const matcher = bakeLanguage.loaded!.ignorePatterns().add(rules);
        if (matcher.ignores(path) || matcher.ignores(`${path}/`)) return true;
      }
      if (folder === root || parentUri(folder) === folder) break;
    }
    return false;
  }
}

/** Looks at all places that rules ask for: contexts, and the sources of what the targets copy. */
export function askForContextFiles(links: readonly TargetLink[]): void {
  const asked = new Set<string>();
  for (const link of links) {
    const { target, files, dockerfile, contextUri } = link;
    for (const { value } of [target.context, ...target.contexts.values()]) {
      if (isKnown(value) && files.kindOfContext(value) === "absent") void (files.isGeneratedContext(value) || files.isSubmoduleContext(value));
    }
    const key = `${dockerfile?.uri} ${contextUri}`;
    if (!dockerfile?.dockerfile || asked.has(key)) continue;
    asked.add(key);
    for (const path of [".", ...sensitivePaths]) files.kindOf(path);
    for (const { path } of contextSources(dockerfile.dockerfile)) {
      if (path !== undefined && files.kindOf(path) === "absent") askAboutMissing(link, path);
    }
    for (const stage of dockerfile.dockerfile.stages) {
      for (const { path } of startedFileOf(stage)?.arriving ?? []) if (files.kindOf(path) === "file") files.isExecutable(path);
    }
    const { named, read } = projectFiles(dockerfile.dockerfile);
    for (const path of named) if (files.kindOf(path) === "absent") files.isGenerated(path);
    for (const path of read) if (files.kindOf(path) === "file") files.textOf(path);
  }
}

/** What may say why a path is missing. */
function askAboutMissing(link: TargetLink, path: string): void {
  link.files.isGenerated(path);
  link.files.isInSubmodule(path);
  for (const near of nearPaths(link, path)) link.files.kindOf(near);
}
