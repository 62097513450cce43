import { memoize } from "../base/memoize.ts";
import { closestName } from "../base/closest-name.ts";
import { isPredefinedArg } from "../data/predefined-args.ts";
import { linkedTarget } from "../eval/linked-contexts.ts";
import type { ResolvedTarget, Sourced } from "../eval/resolved-bake.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { hasForeignFrontend } from "../model/dockerfile/images/frontend.ts";
import { declaredArgs, onbuildArgs } from "../model/dockerfile/variables/declared-args.ts";
import type { TargetLink } from "./links.ts";

/** One entry of an `args` map as written, with the targets that get it. */
interface PassedArg {
  readonly name: string;
  readonly source: Sourced<string>;
  readonly links: TargetLink[];
}

/** An argument that is passed and that no Dockerfile declares. */
export interface UndeclaredArg {
  readonly name: string;
  readonly source: Sourced<string>;
  /** The declared name that may be meant. */
  readonly close: string | undefined;
  /** Whether several targets get it from one place: that may serve a Dockerfile that is not here. */
  readonly isShared: boolean;
}

export function undeclaredArgs(links: readonly TargetLink[]): UndeclaredArg[] {
  const basesOf = baseDockerfiles(links);
  return passedArgs(links).flatMap(({ name, source, links: users }) => {
    const dockerfiles = new Set(users.map((link) => link.dockerfile?.dockerfile));
    // As long as one Dockerfile is unknown, it may be the one that declares the argument.
    if (dockerfiles.has(undefined) || [...dockerfiles].some((dockerfile) => hasForeignFrontend(dockerfile!))) return [];
    const declared = [...dockerfiles].map((dockerfile) => declaredArgs(dockerfile!));
    if (declared.some((names) => names.has(name)) || isPredefinedArg(name)) return [];
    const inherited = [...new Set(users.flatMap(basesOf))].map(onbuildArgs);
    if (inherited.some((names) => names.has(name))) return [];
    const close = closestName(name, [...declared, ...inherited].flatMap((names) => [...names]));
    return [{ name, source, close, isShared: users.some((link) => link.target.name !== source.ownerTarget) }];
  });
}

/** What the contexts of a target are built from, where these are targets: a FROM of one of them runs its ONBUILD steps with this target's arguments. */
function baseDockerfiles(links: readonly TargetLink[]): (link: TargetLink) => Dockerfile[] {
  const byTarget = new Map(links.map(({ target, dockerfile }) => [target.name, dockerfile?.dockerfile]));
  return ({ target }) => [...target.contexts.values()].flatMap((context) => byTarget.get(linkedTarget(context) ?? "") ?? []);
}

/** The `args` that a target passes, each with a key that is the same for all targets that get it from one place. */
export const passedArgsOf = memoize((target: ResolvedTarget) => [...target.args].map(([name, source]) => ({ name, source, key: `${source.uri} ${source.span.start} ${name}` })));

/** Entries of all targets by where they are written. Abstract targets pass nothing by themselves. */
function passedArgs(links: readonly TargetLink[]): PassedArg[] {
  const byPlace = new Map<string, PassedArg>();
  for (const link of links) {
    if (link.target.name.startsWith("_")) continue;
    for (const { name, source, key } of passedArgsOf(link.target)) {
      const known = byPlace.get(key);
      if (known) known.links.push(link);
      else byPlace.set(key, { name, source, links: [link] });
    }
  }
  return [...byPlace.values()];
}
