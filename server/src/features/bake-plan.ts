import { isKnown } from "../eval/resolved-bake.ts";
import { exposedPorts, healthcheckOf } from "../model/dockerfile/dockerfile.ts";
import type { BakePlanParams, BakePlanResult, BakeProblem, PlannedTarget } from "../protocol/bake.ts";
import { entitlementsOf } from "../workspace/entitlements.ts";
import type { TargetLink } from "../workspace/links.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type ClientUri, describeSet, entryText, knownTexts, locationOf, problemsOf } from "./bake-sets.ts";

/** What a build of these targets would do and need; undefined when there is no such set any more. */
export function bakePlan(workspace: Workspace, { set: id, targets }: BakePlanParams, clientUri: ClientUri): BakePlanResult | undefined {
  const model = workspace.setModel(id);
  if (!model) return undefined;
  const { set } = model;
  const resolved = set.evaluation.resolve(targets.length === 0 ? ["default"] : targets);
  const links = workspace.linksOf(set, resolved);
  const requested = new Set(resolved.groups.get("default")?.targets ?? targets);
  const members = new Set([...requested].flatMap((name) => [name, ...membersOf(name, resolved.groups)]));
  const locate = (uri: string | undefined, span: { start: number; end: number } | undefined) => locationOf(workspace, uri, span, clientUri);
  const errors: BakeProblem[] = resolved.errors.map((error) => ({ message: error.message, location: locate(error.uri, error.span) }));
  return {
    set: describeSet(model, workspace, clientUri),
    targets: links.map((link) => planTarget(link, members, clientUri)),
    entitlements: entitlementsOf([...resolved.targets.values()], set.workingFolderUri).map((need) => ({ allow: need.allow, reason: need.reason, location: locate(need.uri, need.span) })),
    problems: [...problemsOf(model, locate), ...errors],
  };
}

function membersOf(name: string, groups: ReadonlyMap<string, { targets: readonly string[] }>, seen = new Set<string>()): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  return (groups.get(name)?.targets ?? []).flatMap((member) => [member, ...membersOf(member, groups, seen)]);
}

function planTarget({ target, contextUri, dockerfileUri, stage, stageName }: TargetLink, requested: ReadonlySet<string>, clientUri: ClientUri): PlannedTarget {
  const healthcheck = stage && healthcheckOf(stage);
  return {
    name: target.name,
    isRequested: requested.has(target.name),
    contextUri,
    dockerfileUri: dockerfileUri === undefined ? undefined : clientUri(dockerfileUri),
    stage: stageName,
    tags: knownTexts(target.tags),
    platforms: knownTexts(target.platforms),
    outputs: target.output.flatMap((item) => entryText(item) ?? []),
    hasHealthcheck: healthcheck !== undefined && !healthcheck.isNone && isKnown(target.dockerfile.value),
    exposedPorts: stage ? exposedPorts(stage) : [],
  };
}
