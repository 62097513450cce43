import { groupBy } from "../base/group-by.ts";
import { isKnown, type ResolvedTarget } from "../eval/resolved-bake.ts";
import type { ComposedService, DockerfileUse, StageBuild } from "../model/dockerfile/use.ts";
import { isLoadedWithOthers } from "./bake-faults.ts";
import type { BakeSet, BakeSetEvaluation } from "./bake-sets.ts";
import { valueAt, writtenServices } from "./compose-services.ts";
import type { TargetLink } from "./links.ts";

/** What the targets of some sets that build a Dockerfile tell about it. Abstract targets (`_common`) build nothing by themselves. */
export function useFromLinks(built: readonly { readonly set: BakeSetEvaluation; readonly links: readonly TargetLink[] }[]): DockerfileUse {
  const builds = built.flatMap(({ set, links }) => {
    const serviceOf = composedServices(set);
    return links.filter((link) => !link.target.name.startsWith("_")).map((link) => buildOf(link, serviceOf(link)));
  });
  return built.some(({ set }) => isLoadedWithOthers(set)) ? { isKnown: builds.length > 0, builds, isIncomplete: true } : { isKnown: builds.length > 0, builds };
}

/** Tells what the files of a set write about the service that a target comes from, all of them together. */
function composedServices(set: BakeSet): (link: TargetLink) => ComposedService | undefined {
  // Bake puts an underscore for each dot in the name of a service.
  const services = groupBy(writtenServices(set), ({ name }) => name.replaceAll(".", "_"));
  const composeUris = new Set(set.files.flatMap((file) => (file.role === "compose" ? [file.uri] : [])));
  return ({ target }) => {
    if (!composeUris.has(target.uri)) return undefined;
    const has = (key: string): boolean => (services.get(target.name) ?? []).some(({ node }) => valueAt(node, key) !== undefined);
    return { hasPorts: has("ports"), hasHealthcheck: has("healthcheck"), hasUser: has("user") };
  };
}

function buildOf({ target, stage }: TargetLink, service: ComposedService | undefined): StageBuild {
  return {
    target: target.name,
    stage,
    args: new Map([...target.args].map(([name, { value }]) => [name, isKnown(value) ? value : undefined])),
    contexts: new Set(target.contexts.keys()),
    isShipped: service !== undefined || isShipped(target),
    service,
  };
}

/** An image is shipped when it is tagged or written anywhere but to the cache. */
function isShipped(target: ResolvedTarget): boolean {
  if (target.output.length === 0) return target.tags.length > 0;
  return target.output.some(({ value }) => !isKnown(value) || (value.get("type") !== "cacheonly" && (target.tags.length > 0 || value.has("name") || value.has("dest"))));
}
