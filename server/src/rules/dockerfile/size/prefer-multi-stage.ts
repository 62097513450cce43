import { shippedSdks } from "../../../model/dockerfile/images/shipped-sdks.ts";
import { stageHeadSpan } from "../../../model/dockerfile/stages/stage-name.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferMultiStage",
  aliases: [],
  language: "dockerfile",
  mentions: ["dotnet", "gcc", "golang", "gradle", "haskell", "maven", "rust", "swift"],
  category: "size",
  severity: "info",
  summary: "The shipped stage compiles the program and so ships the compiler with it.",
  check: ({ dockerfile, use, report }) => {
    for (const { stage, image, sdk, compilation } of shippedSdks(dockerfile, use)) {
      const verb = compilation.arguments[0]?.unquoted;
      const command = verb === undefined || /[=/-]/.test(verb) ? compilation.name : `${compilation.name} ${verb}`;
      report(stageHeadSpan(stage), `The compiler of ${image} is shipped with the program; after "${command}" copy the result into a stage of its own, based on ${sdk.runtime}.`);
    }
  },
});
