import { rootBase, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { stageReferences } from "../../../model/dockerfile/stages/stage-references.ts";
import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { contextNames } from "../../../model/dockerfile/use.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyFromEmptyStage",
  aliases: [],
  language: "dockerfile",
  mentions: ["scratch"],
  category: "correctness",
  severity: "error",
  summary: "COPY --from takes files from a stage that starts at scratch and gets none.",
  check: ({ dockerfile, use, report }) => {
    const contexts = contextNames(use);
    for (const { by, instruction, target, span, text } of stageReferences(dockerfile)) {
      const copy = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
      if (by !== "COPY" || copy?.kind !== "COPY" || copy.sources.every((source) => mayBeEmpty(plainPath(source))) || !target || contexts.has(text.toLowerCase()) || rootBase(target).kind !== "scratch") continue;
      const chain = stageChain(target);
      if (chain.at(-1)!.base.kind !== "scratch") continue;
      const getsFiles = chain.some(({ instructions }) => instructions.some(({ kind }) => kind === "COPY" || kind === "ADD" || kind === "RUN" || kind === "WORKDIR" || kind === "ONBUILD" || kind === "unknown"));
      // Nobody writes a stage of nothing by mistake: it keeps the place of a context that the build is given.
      const isPlace = chain.every(({ instructions }) => instructions.every(({ kind }) => kind === "ARG"));
      const unless = isPlace ? " unless the build is given a context of that name" : "";
      if (!getsFiles) report.as(isPlace ? "hint" : "error")(span, `The stage "${text}" starts at scratch and never gets a file, so there is nothing to copy${unless}.`);
    }
  },
});

/** The root folder is always there, and a pattern may find nothing. */
function mayBeEmpty(path: string): boolean {
  return /^(?:\.?\/)*\.?$|[*?[$]/.test(path);
}
