import { AttachedMap } from "../base/attached-map.ts";
import { isKnown, type ResolvedBake, type ResolvedTarget } from "../eval/resolved-bake.ts";
import type { Dockerfile, Stage } from "../model/dockerfile/dockerfile.ts";
import { contextUriOf, dockerfileUriOf } from "./bake-sets.ts";
import { ContextFiles } from "./context-files.ts";
import type { InlineDockerfile, InlineDockerfiles } from "./inline-dockerfiles.ts";
import type { FileStore } from "./file-store.ts";
import { closestStage } from "./missing-stage.ts";
import type { Snapshot } from "./snapshot.ts";

/** A resolved target with the Dockerfile and stage that it builds. */
export interface TargetLink {
  readonly target: ResolvedTarget;
  /** Undefined for a remote context. */
  readonly contextUri: string | undefined;
  /** Undefined for a remote, inline or unknown Dockerfile. */
  readonly dockerfileUri: string | undefined;
  /** The file, or the text written inline; undefined when it does not exist or is not known. */
  readonly dockerfile: Snapshot | undefined;
  /** What `dockerfile` is when it is written in the bake file itself. */
  readonly inline: InlineDockerfile | undefined;
  /** Whether it is certain that there is no such Dockerfile. */
  readonly isDockerfileMissing: boolean;
  /** The name in `target`; undefined when none is set or it cannot be known. */
  readonly stageName: string | undefined;
  /**
   * The stage that is built: the one named, or the last. Where there is none of that name, the one that is meant, so that one wrong letter
   * hides nothing else; undefined when no name is near, or it is not known.
   */
  readonly stage: Stage | undefined;
  /** Whether the Dockerfile is known and has no stage of the name. */
  readonly isStageMissing: boolean;
  /** The ignore file that applies to the context: the Dockerfile's own, or that in the context. */
  readonly ignoreFile: Snapshot | undefined;
  /** What lies in the context, and where else the target reads. */
  readonly files: ContextFiles;
}

/** What links are made from beside the targets. */
export interface LinkSurroundings {
  readonly workingFolderUri: string;
  readonly store: FileStore;
  readonly workspaceFolders: readonly string[];
  readonly inlineDockerfiles: InlineDockerfiles;
  /** The texts of the set's own files. */
  readonly sourceText: (uri: string) => string;
}

export function linkTargets(resolved: ResolvedBake, surroundings: LinkSurroundings): TargetLink[] {
  return [...resolved.targets.values()].map((target) => linkTarget(target, surroundings));
}

/** Whether two lists of links say the same, so that what was derived from one holds for the other. */
export function sameLinks(a: readonly TargetLink[], b: readonly TargetLink[]): boolean {
  return a.length === b.length && a.every((link, index) => {
    const other = b[index]!;
    return link.target === other.target && link.dockerfileUri === other.dockerfileUri && link.dockerfile === other.dockerfile && link.isDockerfileMissing === other.isDockerfileMissing && link.ignoreFile === other.ignoreFile;
  });
}

/** Where the files of a target lie, and what can be read of it without them. */
interface TargetPlace extends Pick<TargetLink, "contextUri" | "dockerfileUri" | "stageName"> {
  readonly workingFolderUri: string;
}

const knownPlaces = new AttachedMap<ResolvedTarget, TargetPlace>();

/** Kept with the target, which edits elsewhere leave the same. */
function placeOf(target: ResolvedTarget, workingFolderUri: string): TargetPlace {
  let place = knownPlaces.get(target);
  if (place?.workingFolderUri === workingFolderUri) return place;
  const context = isKnown(target.context.value) ? target.context.value : undefined;
  const path = isKnown(target.dockerfile.value) ? target.dockerfile.value : undefined;
  const isInline = target.dockerfileInline !== undefined;
  place = {
    workingFolderUri,
    contextUri: context === undefined ? undefined : contextUriOf(context, workingFolderUri),
    dockerfileUri: isInline || context === undefined || path === undefined ? undefined : dockerfileUriOf(context, path, workingFolderUri),
    stageName: target.target !== undefined && isKnown(target.target.value) && target.target.value !== "" ? target.target.value : undefined,
  };
  knownPlaces.set(target, place);
  return place;
}

function linkTarget(target: ResolvedTarget, { workingFolderUri, store, workspaceFolders, inlineDockerfiles, sourceText }: LinkSurroundings): TargetLink {
  const { contextUri, dockerfileUri, stageName } = placeOf(target, workingFolderUri);
  const inline = inlineDockerfiles.of(target, sourceText);
  const dockerfile = dockerfileUri === undefined ? inline?.snapshot : store.get(dockerfileUri);
  return {
    target,
    contextUri,
    dockerfileUri,
    dockerfile,
    inline,
    isDockerfileMissing: dockerfileUri !== undefined && dockerfile === undefined && store.isKnown(dockerfileUri),
    stageName,
    ...builtStage(dockerfile?.dockerfile, target, stageName),
    ignoreFile: contextUri === undefined ? undefined : ignoreFileOf(contextUri, dockerfileUri, inline, store),
    files: new ContextFiles(store, workingFolderUri, contextUri, workspaceFolders),
  };
}

/** A Dockerfile that is a file may have an ignore file beside it. */
function ignoreFileOf(contextUri: string, dockerfileUri: string | undefined, inline: InlineDockerfile | undefined, store: FileStore): Snapshot | undefined {
  const own = dockerfileUri === undefined ? undefined : store.get(`${dockerfileUri}.dockerignore`);
  return own ?? (dockerfileUri === undefined && !inline ? undefined : store.get(`${contextUri}/.dockerignore`));
}

function builtStage(dockerfile: Dockerfile | undefined, target: ResolvedTarget, stageName: string | undefined): Pick<TargetLink, "stage" | "isStageMissing"> {
  if (!dockerfile) return { stage: undefined, isStageMissing: false };
  const { stages } = dockerfile;
  if (stageName !== undefined) {
    const named = dockerfile.findStage(stageName);
    return { stage: named ?? closestStage(stages, stageName), isStageMissing: named === undefined };
  }
  const isUnset = target.target === undefined || target.target.value === "";
  return { stage: isUnset ? stages[stages.length - 1] : undefined, isStageMissing: false };
}
