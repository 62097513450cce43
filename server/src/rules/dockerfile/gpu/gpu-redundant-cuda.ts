import { cudaBase } from "../../../model/dockerfile/images/cuda.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeWords } from "../../shell-edits.ts";

export default defineRule({
  name: "GpuRedundantCuda",
  aliases: [],
  language: "dockerfile",
  category: "size",
  severity: "warning",
  summary: "CUDA packages are installed over an image that has them.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      const cuda = cudaBase(step.stage);
      if (!cuda || cuda.flavor === "base") continue;
      const has = cuda.flavor === "devel" ? /^(?:cuda(?:-(?:toolkit|compiler|nvcc|libraries|libraries-dev|runtime))?(?:-\d+)*|nvidia-cuda-(?:toolkit|dev))$/ : /^cuda-(?:libraries|runtime)(?:-\d+)*$/;
      for (const { action, packages, invocation } of step.packageCommands) {
        if (action !== "install") continue;
        for (const { name, word } of packages.filter((each) => has.test(each.name))) {
          const edits = packages.length > 1 ? removeWords(step, invocation, [word]) : undefined;
          report(word, `The base image has what "${name}" installs; a second copy takes gigabytes.`, edits && suggestion(`Leave ${name} out`, ...edits));
        }
      }
    }
  },
});
