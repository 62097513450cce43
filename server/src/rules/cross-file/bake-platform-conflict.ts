import { nameOfUri } from "../../base/uri.ts";
import { canonicalPlatform } from "../../data/platforms.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { stageChain } from "../../model/dockerfile/dockerfile.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakePlatformConflict",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A target is built for a platform that a constant --platform below its image rules out.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile || !stage) continue;
      const root = stageChain(stage).at(-1)!;
      const flag = root.from.flags.find(({ name }) => name === "platform");
      const fixed = flag?.plainValue;
      if (!flag || fixed === undefined || fixed.includes("$") || root.base.kind !== "image") continue;
      for (const platform of target.platforms) {
        if (!isKnown(platform.value) || !platform.value.includes("/") || family(platform.value) === family(fixed)) continue;
        const edit = removeValue(bake, platform);
        const fix = edit && suggestion(`Do not build for ${platform.value}`, edit);
        report(platform, `The image for ${platform.value} holds programs for ${fixed}: line ${dockerfile.lines.positionAt(flag.span.start).line + 1} of ${nameOfUri(dockerfile.uri)} says --platform=${fixed}.`, fix);
      }
    }
  },
});

/** System and processor without the variant. */
function family(platform: string): string {
  return (canonicalPlatform(platform) ?? platform).split("/").slice(0, 2).join("/");
}
