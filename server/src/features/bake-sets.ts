import type { Span } from "../base/span.ts";
import { type Entry, isKnown, type Sourced } from "../eval/resolved-bake.ts";
import type { BakeProblem, BakeSetItem, BakeSetsResult, BakeTargetItem } from "../protocol/bake.ts";
import type { ProtocolLocation } from "../protocol/position.ts";
import { hasComposeFaults, messageOfFault } from "../workspace/bake-faults.ts";
import type { TargetLink } from "../workspace/links.ts";
import type { SetModel, Workspace } from "../workspace/workspace.ts";

export type ClientUri = (uri: string) => string;

/** All sets of bake files for the Bake view. */
export function bakeSets(workspace: Workspace, clientUri: ClientUri): BakeSetsResult {
  return { sets: workspace.setModels().filter(concernsBuilds).map((model) => describeSet(model, workspace, clientUri)) };
}

/** Compose files that only run images have nothing to show. */
function concernsBuilds({ set, links }: SetModel): boolean {
  return links.length > 0 || hasComposeFaults(set) || set.files.some(({ role }) => role !== "compose");
}

export function describeSet(model: SetModel, workspace: Workspace, clientUri: ClientUri): BakeSetItem {
  const { set, links } = model;
  const locate = (uri: string | undefined, span: Span | undefined) => locationOf(workspace, uri, span, clientUri);
  return {
    id: set.id,
    label: set.label,
    folderUri: set.workingFolderUri,
    files: set.files.map((file) => clientUri(file.uri)),
    isDefaultLookup: set.isDefaultLookup && set.workingFolderUri === set.folderUri,
    ...(set.envFileValues.size === 0 ? {} : { envFileValues: Object.fromEntries(set.envFileValues) }),
    groups: [...set.evaluation.groups.values()].map((group) => ({
      name: group.name,
      description: group.description,
      targets: group.targets.flatMap(({ value }) => (isKnown(value) ? [value] : [])),
      location: locate(group.uri, group.span),
    })),
    targets: links.map((link) => describeTarget(link, locate, clientUri)),
    problems: [...problemsOf(model, locate), ...namesNotFound(model, locate)],
  };
}

/** Members of groups, parents and linked contexts that do not exist; they concern only who asks for them. */
function namesNotFound({ set }: SetModel, locate: (uri: string | undefined, span: Span | undefined) => ProtocolLocation | undefined): BakeProblem[] {
  const errors = set.resolved.errors.filter((error) => error.code === "unknown-target" && !hasComposeFaults(set));
  return errors.map((error) => ({ message: error.message, location: locate(error.uri, error.span) }));
}

/** Why a set cannot be evaluated as a whole. */
export function problemsOf({ set }: SetModel, locate: (uri: string | undefined, span: Span | undefined) => ProtocolLocation | undefined): BakeProblem[] {
  const syntax = set.files.flatMap((file) => (file.bakeFile?.tree.faults ?? []).map((fault) => ({ message: fault.message, location: locate(file.uri, fault.span) })));
  const faults = set.evaluation.faults.map((fault) => ({
    message: messageOfFault(fault),
    location: locate(fault.uri, fault.better?.span ?? fault.span),
  }));
  return [...syntax, ...faults];
}

function describeTarget({ target, dockerfileUri, stageName }: TargetLink, locate: (uri: string, span: Span) => ProtocolLocation | undefined, clientUri: ClientUri): BakeTargetItem {
  return {
    name: target.name,
    description: target.description && isKnown(target.description.value) ? target.description.value : undefined,
    isAbstract: target.name.startsWith("_"),
    inherits: knownTexts(target.inherits),
    dockerfileUri: dockerfileUri === undefined ? undefined : clientUri(dockerfileUri),
    stage: stageName,
    tags: knownTexts(target.tags),
    platforms: knownTexts(target.platforms),
    location: locate(target.uri, target.nameSpan),
  };
}

export function knownTexts(items: readonly Sourced<string>[]): string[] {
  return items.flatMap(({ value }) => (isKnown(value) ? [value] : []));
}

/** An entry as it would stand on a command line: `type=registry,ref=…`. */
export function entryText({ value }: Sourced<Entry>): string | undefined {
  return isKnown(value) ? [...value].map(([key, part]) => `${key}=${String(part)}`).join(",") : undefined;
}

export function locationOf(workspace: Workspace, uri: string | undefined, span: Span | undefined, clientUri: ClientUri): ProtocolLocation | undefined {
  const snapshot = uri === undefined ? undefined : workspace.store.get(uri);
  return snapshot && span && { uri: clientUri(snapshot.uri), range: snapshot.lines.rangeOf(span) };
}
