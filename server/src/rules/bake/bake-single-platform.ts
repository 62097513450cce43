import { builtTargets, isMeantForRegistry } from "../../workspace/target-roles.ts";
import { writtenValue } from "../../workspace/written-values.ts";
import { appendElement } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSinglePlatform",
  language: "bake",
  category: "correctness",
  severity: "off",
  summary: "An image that is meant for a registry is built for linux/amd64 alone.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      const [platform, ...others] = target.platforms;
      if (!isMeantForRegistry(target) || platform?.value !== "linux/amd64" || others.length > 0 || target.uncertain.has("platforms")) continue;
      const written = writtenValue(bake, platform);
      const list = written?.part === "element" && written.attribute.value.kind === "tuple" ? written.attribute.value : undefined;
      const edit = list && { ...appendElement(written!.file.text, list, "\"linux/arm64\""), uri: platform.uri };
      report(platform, "There is no image for machines with ARM processors, such as newer Macs and the cheaper servers of most clouds.", edit && suggestion("Build for linux/arm64 as well", edit));
    }
  },
});
