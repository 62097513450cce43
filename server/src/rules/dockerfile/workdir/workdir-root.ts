import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { workdirBefore } from "../../../model/dockerfile/files/workdir.ts";
import { isShipped } from "../../../model/dockerfile/role.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WorkdirRoot",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "hint",
  summary: "The whole build context is copied into the root folder of the image.",
  check: ({ dockerfile, use, report }) => {
    for (const copy of dockerfile.all("COPY")) {
      const stage = dockerfile.stageOf(copy);
      if (!stage || !copy.destination || !isShipped(stage, use) || baseFacts(stage).distribution === "scratch" || copy.flags.some(({ name }) => name === "from")) continue;
      const path = plainPath(copy.destination);
      if (!copy.sources.some((source) => /^\.\/?$/.test(plainPath(source)))) continue;
      if (path === "/" || (/^\.?\/?$/.test(path) && workdirBefore(stage, copy.span.start) === "/")) {
        report(copy.destination, "This mixes the files of the project with those of the system; a folder such as /app keeps them apart.");
      }
    }
  },
});
