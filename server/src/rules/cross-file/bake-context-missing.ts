import { isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { defineRule, type FileReport } from "../rule.ts";

export default defineRule({
  name: "BakeContextMissing",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A context or named context is a folder that does not exist.",
  check: ({ bake, links, report }) => {
    const isSomeFound = links.some((link) => link.dockerfile !== undefined);
    for (const link of links) {
      if (isAbstract(bake, link.target)) continue;
      // Without any Dockerfile the files may be meant for another folder.
      const own = isSomeFound || links.length === 1 ? report : report.as("info");
      checkContext(link, link.target.context, "The context", bake.isPartial ? report.as("info") : own);
      for (const [name, context] of link.target.contexts) checkContext(link, context, `The context "${name}"`, bake.isPartial ? report.as("info") : own);
    }
  },
});

function checkContext({ files }: TargetLink, context: Sourced<string>, what: string, report: FileReport): void {
  if (!isKnown(context.value) || context.value === "" || files.kindOfContext(context.value) !== "absent") return;
  const isGenerated = files.isGeneratedContext(context.value);
  (isGenerated ? report.as("hint") : report)(context, isGenerated ? `${what} ${context.value} is not there now; git ignores it, so something has to make it before the build.` : `${what} is ${context.value}, which does not exist.`);
}
