import { isSemanticVersion } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { changeWord } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelSemver",
  aliases: ["DL3056"],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a version is no semantic version.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "semver")) {
      if (value === undefined || isSemanticVersion(value)) continue;
      const better = asVersion(value);
      const edit = better === undefined ? undefined : changeWord(pair.value!, value, better);
      const fix = edit && suggestion(`Change to ${better}`, edit);
      report(pair.value!, `The value of "${key}" is no semantic version such as 1.4.0.`, fix);
    }
  },
});

/** Without the letter that tags have in front, and with the numbers that are left out. */
function asVersion(value: string): string | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+].*)?$/.exec(value);
  const version = match && `${match[1]}.${match[2] ?? 0}.${match[3] ?? 0}${match[4] ?? ""}`;
  return version && isSemanticVersion(version) ? version : undefined;
}
