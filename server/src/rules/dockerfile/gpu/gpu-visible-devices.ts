import type { KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, remove, removeLines, removeWithBlanks, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "GpuVisibleDevices",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "The image fixes which graphics cards its containers see, or asks for every driver capability.",
  check: ({ dockerfile, report }) => {
    for (const env of dockerfile.all("ENV")) {
      for (const pair of env.pairs) {
        const value = pair.value?.text.replace(/^(["'])(.*)\1$/, "$2");
        if (value === undefined || !pair.value) continue;
        const span = { start: pair.key.span.start, end: pair.value.span.end };
        if (/^(?:NVIDIA|CUDA)_VISIBLE_DEVICES$/.test(pair.key.text) && /^(?:\d+|GPU-[\w-]+)(?:,(?:\d+|GPU-[\w-]+))*$/.test(value)) {
          report(span, "Which cards a container sees is for whoever starts it to say; another machine has others.", removePair(dockerfile.text, env, pair));
        } else if (pair.key.text === "NVIDIA_DRIVER_CAPABILITIES" && value === "all") {
          report.as("hint")(span, "This mounts the driver's parts for displays and video as well.", suggestion("Ask for compute,utility", replace(pair.value, "compute,utility")));
        }
      }
    }
  },
});

function removePair(text: string, env: PairsInstruction, { key, value, isLegacy }: KeyValue): Fix {
  const span = { start: key.span.start, end: (value ?? key).span.end };
  const [first, second] = env.pairs;
  // What follows the first pair moves up to the keyword, unless a comment stands between them.
  const isFirst = second !== undefined && first!.key === key && !text.slice(span.end, second.key.span.start).includes("#");
  const edit = env.pairs.length === 1 || isLegacy ? removeLines(text, env) : isFirst ? remove({ start: span.start, end: second.key.span.start }) : removeWithBlanks(text, span);
  return suggestion("Leave it to whoever starts the container", edit);
}
