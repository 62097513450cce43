import { parsePlatform, type Platform } from "../../../model/dockerfile/stages/platform.ts";
import { removeWithBlanks, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "FromPlatformFlagConstDisallowed",
  aliases: ["DL3029", "buildkit:FromPlatformFlagConstDisallowed"],
  language: "dockerfile",
  mentions: ["platform"],
  category: "correctness",
  severity: "warning",
  summary: "FROM fixes the platform of its image, so the file builds for one platform only.",
  check: ({ dockerfile, use, report }) => {
    for (const { flags, name, image } of dockerfile.all("FROM")) {
      const flag = flags.find((candidate) => candidate.name === "platform");
      if (!flag?.value || flag.value.text.includes("$")) continue;
      const text = flag.plainValue ?? "";
      const platform = parsePlatform(text);
      const stage = name?.text.toLowerCase() ?? "";
      if (!platform || stage.includes(platform.os) || stage.includes(platform.architecture)) continue;
      // Nothing in an empty image is made for a platform; a stage that only gathers files is built once this way.
      const isEmpty = image?.text === "scratch" && name !== undefined && name.text !== dockerfile.stages.at(-1)?.name?.text;
      report.as(isNamedAfter(use.fileName ?? "", platform) ? "off" : isEmpty ? "hint" : "warning")(
        flag,
        `The image is always the one for ${text}, whatever platform is built.`,
        suggestion("Remove the flag, to build for the target platform", removeWithBlanks(dockerfile.text, flag)),
        suggestion("Use $BUILDPLATFORM, for tools that run while building", replace(flag.value, "$BUILDPLATFORM")),
      );
    }
  },
});

/** `Dockerfile.arm64`, which stands beside others for the other platforms. */
function isNamedAfter(fileName: string, { architecture }: Platform): boolean {
  return fileName.toLowerCase().split(/[-_.]/).includes(architecture);
}
