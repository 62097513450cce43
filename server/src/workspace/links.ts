import { isKnown, type ResolvedBake, type ResolvedTarget } from "../eval/resolved-bake.ts";
import type { Stage } from "../model/dockerfile/dockerfile.ts";
import { contextUriOf, dockerfileUriOf } from "./bake-sets.ts";
import { ContextFiles } from "./context-files.ts";
import type { FileStore } from "./file-store.ts";
import type { Snapshot } from "./snapshot.ts";

/** A resolved target with the Dockerfile and stage that it builds. */
export interface TargetLink {
  readonly target: ResolvedTarget;
  /** Undefined for a remote context. */
  readonly contextUri: string | undefined;
  /** Undefined for a remote, inline or unknown Dockerfile. */
  readonly dockerfileUri: string | undefined;
  /** Undefined when the file does not exist or is not known. */
  readonly dockerfile: Snapshot | undefined;
  /** Whether it is certain that there is no such Dockerfile. */
  readonly isDockerfileMissing: boolean;
  /** The name in `target`; undefined when none is set or it cannot be known. */
  readonly stageName: string | undefined;
  /** The stage that is built: the one named, or the last. Undefined when there is none of that name, or it is not known. */
  readonly stage: Stage | undefined;
  /** The ignore file that applies to the context: the Dockerfile's own, or that in the context. */
  readonly ignoreFile: Snapshot | undefined;
  /** What lies in the context, and where else the target reads. */
  readonly files: ContextFiles;
}

export function linkTargets(resolved: ResolvedBake, workingFolderUri: string, store: FileStore, workspaceFolders: readonly string[] = []): TargetLink[] {
  return [...resolved.targets.values()].map((target) => linkTarget(target, workingFolderUri, store, workspaceFolders));
}

/** Whether two lists of links say the same, so that what was derived from one holds for the other. */
export function sameLinks(a: readonly TargetLink[], b: readonly TargetLink[]): boolean {
  return a.length === b.length && a.every((link, index) => {
    const other = b[index]!;
    return link.target === other.target && link.dockerfileUri === other.dockerfileUri && link.dockerfile === other.dockerfile && link.isDockerfileMissing === other.isDockerfileMissing && link.ignoreFile === other.ignoreFile;
  });
}

function linkTarget(target: ResolvedTarget, workingFolderUri: string, store: FileStore, workspaceFolders: readonly string[]): TargetLink {
  const context = isKnown(target.context.value) ? target.context.value : undefined;
  const path = isKnown(target.dockerfile.value) ? target.dockerfile.value : undefined;
  const isInline = target.dockerfileInline !== undefined;
  const dockerfileUri = isInline || context === undefined || path === undefined ? undefined : dockerfileUriOf(context, path, workingFolderUri);
  const dockerfile = dockerfileUri === undefined ? undefined : store.get(dockerfileUri);
  const stageName = target.target !== undefined && isKnown(target.target.value) && target.target.value !== "" ? target.target.value : undefined;
  const contextUri = context === undefined ? undefined : contextUriOf(context, workingFolderUri);
  return {
    target,
    contextUri,
    dockerfileUri,
    dockerfile,
    isDockerfileMissing: dockerfileUri !== undefined && dockerfile === undefined && store.isKnown(dockerfileUri),
    stageName,
    stage: dockerfile?.dockerfile && builtStage(dockerfile.dockerfile.stages, target, stageName),
    ignoreFile: contextUri === undefined || dockerfileUri === undefined ? undefined : store.get(`${dockerfileUri}.dockerignore`) ?? store.get(`${contextUri}/.dockerignore`),
    files: new ContextFiles(store, workingFolderUri, contextUri, workspaceFolders),
  };
}

function builtStage(stages: readonly Stage[], target: ResolvedTarget, stageName: string | undefined): Stage | undefined {
  if (stageName !== undefined) return stages[0]?.dockerfile.findStage(stageName);
  const isUnset = target.target === undefined || target.target.value === "";
  return isUnset ? stages[stages.length - 1] : undefined;
}
