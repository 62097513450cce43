import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "GpuVisibleDevices",
  aliases: [],
  language: "dockerfile",
  mentions: ["capabilities", "visible"],
  category: "correctness",
  severity: "info",
  summary: "The image fixes which graphics cards its containers see, or asks for every driver capability.",
  check: ({ dockerfile, report }) => {
    const pairs = dockerfile.all("ENV").flatMap((instruction) => instruction.pairs.map((pair) => ({ instruction, pair })));
    const fixed = pairs.filter(({ pair: { key, value } }) => /^(?:NVIDIA|CUDA)_VISIBLE_DEVICES$/.test(key.text) && value && /^(?:\d+|GPU-[\w-]+)(?:,(?:\d+|GPU-[\w-]+))*$/.test(withoutQuotes(value.text)));
    const removals = argumentRemovals(dockerfile, fixed.map(pairArgument));
    for (const { pair } of fixed) {
      const edit = removals.get(pair);
      report(pair, "Which cards a container sees is for whoever starts it to say; another machine has others.", edit && suggestion("Leave it to whoever starts the container", edit));
    }
    for (const { pair } of pairs) {
      if (pair.key.text !== "NVIDIA_DRIVER_CAPABILITIES" || !pair.value || withoutQuotes(pair.value.text) !== "all") continue;
      report.as("hint")(pair, "This mounts the driver's parts for displays and video as well.", suggestion("Ask for compute,utility", replace(pair.value, "compute,utility")));
    }
  },
});

function withoutQuotes(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, "$2");
}
