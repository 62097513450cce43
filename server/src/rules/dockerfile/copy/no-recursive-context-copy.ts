import { wholeContextSource } from "../../../model/dockerfile/files/whole-context.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoRecursiveContextCopy",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "off",
  summary: "A shipped stage copies the whole build context.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const stage = dockerfile.stageOf(copy);
      const source = stage && shipped.has(stage) ? wholeContextSource(copy) : undefined;
      if (source) report(source, "Everything in the build context that no ignore file leaves out is shipped with the image.");
    }
  },
});
