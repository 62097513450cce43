import { isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { isOutputPath } from "../../model/dockerfile/files/built-artifacts.ts";
import { isLoadedWithOthers } from "../../workspace/bake-faults.ts";
import type { BakeSetEvaluation } from "../../workspace/bake-sets.ts";
import type { ContextFiles } from "../../workspace/context-files.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { writerOf } from "../../workspace/output-folders.ts";
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
      const inSet = isLoadedWithOthers(bake) ? report.as("info") : own;
      checkContext(bake, link, link.target.context, "The context", inSet);
      for (const [name, context] of link.target.contexts) checkContext(bake, link, context, `The context "${name}"`, inSet);
    }
  },
});

function checkContext(bake: BakeSetEvaluation, { files }: TargetLink, context: Sourced<string>, what: string, report: FileReport): void {
  if (!isKnown(context.value) || context.value === "" || files.kindOfContext(context.value) !== "absent") return;
  const maker = makerOf(bake, files, context.value);
  // The one path starts where bake is called, which is elsewhere for definitions that are fetched; the other leads to another checkout.
  const isElsewhere = context.value.startsWith("cwd://") || files.isContextOutside(context.value);
  if (maker === undefined) (isElsewhere ? report.as("info") : report)(context, `${what} is ${context.value}, which does not exist.`);
  else report.as("hint")(context, `${what} ${context.value} is not there now; ${maker}.`);
}

function makerOf(bake: BakeSetEvaluation, files: ContextFiles, context: string): string | undefined {
  const writer = writerOf(bake, context);
  if (writer !== undefined) return `the target "${writer.name}" writes it and has to be built first`;
  if (files.isGeneratedContext(context)) return "git ignores it, so something has to make it before the build";
  if (files.isSubmoduleContext(context)) return "it belongs to a submodule, which has to be checked out";
  return isOutputPath(context) ? "by its name a build makes it" : undefined;
}
