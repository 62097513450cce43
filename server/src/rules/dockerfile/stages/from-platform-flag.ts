import { parsePlatform } from "../../../model/dockerfile/stages/platform.ts";
import { removeWithBlanks, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "FromPlatformFlag",
  aliases: ["DL3029"],
  language: "dockerfile",
  mentions: ["platform"],
  category: "style",
  severity: "off",
  summary: "FROM fixes part of its platform, or does so in a stage that is named after the platform.",
  check: ({ dockerfile, report }) => {
    for (const { flags, name } of dockerfile.all("FROM")) {
      const flag = flags.find((candidate) => candidate.name === "platform");
      if (!flag?.value || /^["']?\$\{?(?:BUILD|TARGET)PLATFORM/.test(flag.value.text)) continue;
      const platform = flag.value.text.includes("$") ? undefined : parsePlatform(flag.plainValue ?? "");
      const stage = name?.text.toLowerCase() ?? "";
      // The rest is FromPlatformFlagConstDisallowed's.
      if (platform && !stage.includes(platform.os) && !stage.includes(platform.architecture)) continue;
      report(flag, `${flag.value.text} fixes the platform; only $BUILDPLATFORM and $TARGETPLATFORM leave it open.`, suggestion("Remove the flag, to build for the target platform", removeWithBlanks(dockerfile.text, flag)));
    }
  },
});
