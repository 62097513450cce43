import { type CudaBase, cudaBase } from "../../../model/dockerfile/images/cuda.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeWords } from "../../shell-edits.ts";

export default defineRule({
  name: "GpuRedundantCuda",
  aliases: [],
  language: "dockerfile",
  mentions: ["cuda"],
  category: "size",
  severity: "info",
  summary: "CUDA packages are installed over an image that has them.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      const cuda = cudaBase(step.stage);
      if (!cuda || cuda.flavor === "base") continue;
      for (const { action, packages, invocation } of step.packageCommands) {
        if (action !== "install") continue;
        for (const { name, word } of packages) {
          const has = contentOf(name, cuda);
          if (has === undefined) continue;
          const edits = packages.length > 1 ? removeWords(step, invocation, [word]) : undefined;
          report(word, `The base image ${has}.`, edits && suggestion(`Leave ${name} out`, ...edits));
        }
      }
    }
  },
});

/** What the image has of a package; undefined when it has nothing of it, or another release of CUDA is named. */
function contentOf(name: string, { flavor, version }: CudaBase): string | undefined {
  if (flavor === "devel" && /^nvidia-cuda-(?:toolkit|dev)$/.test(name)) return `has CUDA; "${name}" is the distribution's own, a second one of several gigabytes`;
  const parts = flavor === "devel" ? /^cuda(?:-(?:toolkit|compiler|nvcc|libraries|libraries-dev|runtime))?((?:-\d+)*)$/ : /^cuda-(?:libraries|runtime)((?:-\d+)*)$/;
  const named = parts.exec(name)?.[1];
  if (named === undefined) return undefined;
  if (named === "") return `has CUDA${version === undefined ? "" : ` ${version}`}; "${name}" brings the newest one as well, gigabytes more`;
  return version !== undefined && `-${version.replace(".", "-")}-`.startsWith(`${named}-`) ? `has what "${name}" installs, or nearly all of it` : undefined;
}
