import { copiesFrom, plainPath } from "../../../model/dockerfile/copy-paths.ts";
import { rootBase } from "../../../model/dockerfile/dockerfile.ts";
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
      const stage = dockerfile.stageOf(copy);
      // Onto scratch it is how layers are merged into one.
      const target = stage && rootBase(stage).kind === "scratch" ? report.as("hint") : report;
      target(source, `This copies everything from "${from}", system files included, over what is there.`);
    }
  },
});
