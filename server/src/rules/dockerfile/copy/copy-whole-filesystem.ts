import { copiesFrom, plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { type Dockerfile, rootBase } from "../../../model/dockerfile/dockerfile.ts";
import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyWholeFilesystem",
  aliases: ["DL3067"],
  language: "dockerfile",
  category: "size",
  severity: "warning",
  summary: "COPY --from takes the whole file system of another stage or image.",
  check: ({ dockerfile, report }) => {
    for (const copy of dockerfile.all("COPY")) {
      const from = copiesFrom(copy);
      const [source, ...others] = copy.sources;
      if (from === undefined || !source || others.length > 0 || !copy.destination || plainPath(source) !== "/" || plainPath(copy.destination) !== "/") continue;
      report.as(severityOf(dockerfile, copy, from))(source, `This copies everything from "${from}", system files included, over what is there.`);
    }
  },
});

/** Onto scratch it merges layers, and an image of nothing but a few tools is meant to be taken whole. */
function severityOf(dockerfile: Dockerfile, copy: CopyInstruction, from: string): "warning" | "hint" | "off" {
  const stage = dockerfile.stageOf(copy);
  const source = dockerfile.findStage(from, stage?.index);
  if (!source || baseFacts(source).hasShell !== true) return "off";
  return stage && rootBase(stage).kind === "scratch" ? "hint" : "warning";
}
