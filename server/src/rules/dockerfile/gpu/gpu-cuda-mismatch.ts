import { cudaBase } from "../../../model/dockerfile/images/cuda.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

/** The releases for which PyTorch has had packages; others have none for the release of every image. */
const published = /^(?:113|116|117|118|121|124|126|128|129|130)$/;

export default defineRule({
  name: "GpuCudaMismatch",
  aliases: [],
  language: "dockerfile",
  mentions: ["cu"],
  category: "correctness",
  severity: "info",
  summary: "Packages built for one CUDA release are installed on an image with another.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const { version, flavor } = cudaBase(step.stage) ?? {};
      // The smallest images have no libraries that could be taken for those of the packages.
      if (version === undefined || flavor === "base") continue;
      const own = version.replace(".", "");
      for (const invocation of step.script.invocations) {
        for (const word of invocation.arguments) {
          const match = /\/whl\/(?:nightly\/|test\/)?cu(\d{2,3})(\d)(?:\/|$)|(?:\+|\/)cu(\d{2,3})(\d)$/.exec(word.unquoted);
          const major = match?.[1] ?? match?.[3];
          const wanted = major === undefined ? undefined : `${major}${match![2] ?? match![4]}`;
          // Releases of one major version run each other's programs.
          if (wanted === undefined || major === version.split(".")[0]) continue;
          const fix = isWritten(step, word) && published.test(own) ? suggestion(`Take those for CUDA ${version}`, replace(word, word.text.replace(`cu${wanted}`, `cu${own}`))) : undefined;
          report(word, `These packages are built for CUDA ${major}.${wanted.slice(-1)}; the image has CUDA ${version}.`, fix);
        }
      }
    }
  },
});
