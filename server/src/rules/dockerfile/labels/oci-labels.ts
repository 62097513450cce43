import { isOpenAtEnd } from "../../../model/dockerfile/comments/continuations.ts";
import { type Stage, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { isShipped, roleOf } from "../../../model/dockerfile/role.ts";
import { insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const names = ["source", "revision", "version"] as const;

export default defineRule({
  name: "OciLabels",
  aliases: [],
  language: "dockerfile",
  category: "reproducibility",
  severity: "off",
  summary: "A shipped image carries none of the labels that lead back to its source.",
  check: ({ dockerfile, use, report }) => {
    const labelled = new Set<Stage>();
    for (const { stage, key } of labelsOf(dockerfile)) if (names.some((name) => key === `org.opencontainers.image.${name}`)) labelled.add(stage);
    for (const stage of dockerfile.stages) {
      if (!isShipped(stage, use) || roleOf(stage, use) === "builder" || stageChain(stage).some((link) => labelled.has(link))) continue;
      const lines = ["ARG VERSION", "ARG REVISION", 'LABEL org.opencontainers.image.version="$VERSION" org.opencontainers.image.revision="$REVISION"'];
      const fix = isOpenAtEnd(dockerfile, stage.instructions.at(-1) ?? stage.from) ? undefined : suggestion("Add the labels with build arguments", insertLinesBelow(dockerfile.text, stage.span.end, lines));
      report(stage.from.image ?? stage.from.keywordSpan, "Nothing in this image says which source and revision it was built from.", fix);
    }
  },
});
