import { closestName } from "../../base/closest-name.ts";
import { isPredefinedArg } from "../../data/predefined-args.ts";
import type { Sourced } from "../../eval/resolved-bake.ts";
import { declaredArgs } from "../../model/dockerfile/variables/declared-args.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

/** One entry of an `args` map as written, with the targets that get it. */
interface PassedArg {
  readonly name: string;
  readonly source: Sourced<string>;
  readonly links: TargetLink[];
}

export default defineRule({
  name: "BakeArgNotDeclared",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A target passes a build argument that its Dockerfile never declares, so the value is ignored.",
  check: ({ links, report }) => {
    for (const { name, source, links: users } of passedArgs(links)) {
      const dockerfiles = users.map((link) => link.dockerfile?.dockerfile);
      // As long as one Dockerfile is unknown, it may be the one that declares the argument.
      if (dockerfiles.some((dockerfile) => dockerfile === undefined)) continue;
      const declared = dockerfiles.flatMap((dockerfile) => [...declaredArgs(dockerfile!)]);
      if (declared.includes(name) || isPredefinedArg(name)) continue;
      const close = closestName(name, declared);
      const place = { uri: source.uri, span: source.keySpan ?? source.span };
      const fix = close === undefined ? undefined : suggestion(`Change to ${close}`, { ...replace(place.span, close), uri: source.uri });
      // A map that several targets share may serve a Dockerfile that is not here.
      const isShared = users.some((link) => link.target.name !== source.ownerTarget);
      const message = `No ARG of the Dockerfile is called ${name}, so the value is ignored.${close === undefined ? "" : ` Did you mean ${close}?`}`;
      (isShared ? report.as("hint") : report)(place, message, fix);
    }
  },
});

/** Entries of all targets by where they are written. Abstract targets pass nothing by themselves. */
function passedArgs(links: readonly TargetLink[]): PassedArg[] {
  const byPlace = new Map<string, PassedArg>();
  for (const link of links) {
    if (link.target.name.startsWith("_")) continue;
    for (const [name, source] of link.target.args) {
      const key = `${source.uri} ${source.span.start} ${name}`;
      const known = byPlace.get(key);
      if (known) known.links.push(link);
      else byPlace.set(key, { name, source, links: [link] });
    }
  }
  return [...byPlace.values()];
}
