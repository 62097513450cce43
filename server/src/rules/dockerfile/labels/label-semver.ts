import { isSemanticVersion } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelSemver",
  aliases: ["DL3056"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a version is no semantic version.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "semver")) {
      if (value === undefined || isSemanticVersion(value)) continue;
      report(pair.value!, `The value of "${key}" is no semantic version such as 1.4.0.`);
    }
  },
});
