import { cudaBase } from "../../../model/dockerfile/images/cuda.ts";
import { stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { stepsOf } from "../../../model/dockerfile/scripts/run-steps.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const compilers = /^(?:nvcc|make|cmake|ninja|gcc|g\+\+|meson|setup\.py|cargo)$/;

/** Packages for Python that compile kernels while they are installed or run. */
const compiled = /^(?:flash[-_]attn|flashinfer(?:-python)?|deepspeed|vllm|sglang|apex|xformers|auto-gptq|tensorrt[-_]llm|mamba-ssm|causal-conv1d)$/i;

export default defineRule({
  name: "GpuDevelInFinal",
  aliases: [],
  language: "dockerfile",
  mentions: ["cuda"],
  category: "size",
  severity: "hint",
  summary: "A shipped image is built on CUDA's development image.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const { image } = stageChain(stage).at(-1)!.from;
      if (!image || cudaBase(stage)?.flavor !== "devel" || !/^(?:service|job)$/.test(roleOf(stage, use))) continue;
      const steps = stageChain(stage).flatMap(stepsOf);
      if (steps.some(({ packageCommands }) => packageCommands.some(({ packages }) => packages.some(({ name }) => compiled.test(name))))) continue;
      const compiles = steps.some(({ script }) => script.invocations.some(({ name }) => compilers.test(name)));
      const advice = compiles ? "compile in a stage of its own and ship the runtime image" : "the runtime image is gigabytes smaller";
      const at = image.text.indexOf("-devel");
      const fix = compiles || at < 0 || image.text.includes("@") ? undefined : suggestion("Use the runtime image", replace({ start: image.span.start + at, end: image.span.start + at + 6 }, "-runtime"));
      report(image, `"${image.text}" brings CUDA's compilers along; ${advice}.`, fix);
    }
  },
});
