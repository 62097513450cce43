import { rootBase, type Stage, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { startWords } from "../../../model/dockerfile/containers/command-words.ts";
import { stepsOf } from "../../../model/dockerfile/scripts/run-steps.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DotnetSdkInFinal",
  aliases: [],
  language: "dockerfile",
  mentions: ["dll"],
  category: "size",
  severity: "info",
  summary: "An image that only runs a .NET program holds the whole SDK.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const base = rootBase(stage);
      const { image } = stageChain(stage).at(-1)!.from;
      if (base.kind !== "image" || !image || !/(?:^|\/)dotnet\/sdk$/.test(base.ref.repository) || roleOf(stage, use) === "builder") continue;
      const words = startWords(stage);
      if (words[0] !== "dotnet" || !/\.dll$/i.test(words[1] ?? "") || /\btests?\.dll$/i.test(words[1] ?? "")) continue;
      const at = image.text.indexOf("dotnet/sdk");
      // Patches of the SDK are numbered apart, and a digest belongs to one image: only tags of a whole release have a counterpart.
      const hasCounterpart = stage.base.kind === "image" && at >= 0 && !usesSdk(stage) && /:\d+\.\d+(?:-[a-z][\w.-]*)?$/.test(image.text);
      const fix = hasCounterpart ? suggestion("Use the aspnet image", replace({ start: image.span.start + at + 7, end: image.span.start + at + 10 }, "aspnet")) : undefined;
      report(image, "This is the .NET SDK; running an assembly takes the aspnet or runtime image.", fix);
    }
  },
});

function usesSdk(stage: Stage): boolean {
  return stepsOf(stage).some(({ script }) => script.invocations.some(({ name }) => name === "dotnet"));
}
