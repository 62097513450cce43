import { shippedBuildTools } from "../../../model/dockerfile/packages/build-tools.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "BuildToolsInFinalStage",
  aliases: [],
  language: "dockerfile",
  category: "size",
  severity: "info",
  summary: "The shipped stage installs compilers or build systems and keeps them.",
  check: ({ dockerfile, use, report }) => {
    for (const { packages, isOfService } of shippedBuildTools(dockerfile, use)) {
      const names = [...new Set(packages.map(({ name }) => name))];
      const list = names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)!}`;
      (isOfService ? report : report.as("hint"))(packages[0]!.word, `The image is shipped with ${list}; install ${names.length === 1 ? "it" : "them"} in a stage that builds, and copy the result.`);
    }
  },
});
