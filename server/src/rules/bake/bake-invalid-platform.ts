import { closestName } from "../../base/closest-name.ts";
import { checkPlatform } from "../../eval/platform.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { canonicalPlatform, commonPlatforms } from "../../data/platforms.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInvalidPlatform",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A platform is not os/arch[/variant], or names an unknown system or processor.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const platform of target.platforms) {
        if (!isKnown(platform.value)) continue;
        const written = platform.value;
        const isRefused = checkPlatform(written) !== undefined;
        if (!isRefused && canonicalPlatform(written) !== undefined) continue;
        const close = closestName(written, commonPlatforms);
        const edit = close === undefined ? undefined : changeText(bake, platform, written, close);
        const advice = close === undefined ? "" : ` Did you mean "${close}"?`;
        report.as(isRefused ? "error" : "warning")(platform, `"${written}" is no platform that BuildKit knows.${advice}`, edit && suggestion(`Change to "${close}"`, edit));
      }
    }
  },
});
