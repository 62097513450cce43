import { nameOfUri } from "../../base/uri.ts";
import { usesContext } from "../../model/dockerfile/stages/context-uses.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeContextUnused",
  language: "cross-file",
  category: "style",
  severity: "hint",
  summary: "A named context is used by no FROM, COPY --from or mount of the Dockerfile.",
  tags: ["unnecessary"],
  check: ({ bake, links, report }) => {
    const entries = links.flatMap((link) => (link.target.name.startsWith("_") ? [] : [...link.target.contexts].map(([name, context]) => ({ name, context, link, key: `${context.uri} ${context.span.start} ${name}` }))));
    const used = new Set(entries.flatMap(({ name, link, key }) => (isUsed(link, name) ? [key] : [])));
    for (const { name, context, link, key } of entries) {
      const edit = used.has(key) ? undefined : removeValue(bake, context);
      if (!used.has(key)) report({ uri: context.uri, span: context.keySpan ?? context.span }, `${nameOfUri(link.dockerfile!.uri)} takes nothing from the context "${name}".`, edit && suggestion("Remove the context", edit));
    }
  },
});

/** What is not known may use it. The context of a target orders the builds even when nothing is taken from it. */
function isUsed({ dockerfile, target }: TargetLink, name: string): boolean {
  if (!dockerfile?.dockerfile) return true;
  const args = [...target.args.values()].map(({ value }) => (typeof value === "string" ? value : name));
  return usesContext(dockerfile.dockerfile, name) || args.some((value) => value.toLowerCase() === name.toLowerCase());
}
