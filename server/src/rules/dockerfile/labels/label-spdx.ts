import { closestLicense, isLicenseExpression } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelSpdx",
  aliases: ["DL3054"],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "info",
  summary: "A label that holds a license is no SPDX license expression.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "spdx", ["org.opencontainers.image.licenses"])) {
      if (value === undefined || isLicenseExpression(value)) continue;
      const meant = closestLicense(value);
      const fix = meant === undefined ? undefined : suggestion(`Write ${meant}`, replace(pair.value!, `"${meant}"`));
      report(pair.value!, `The value of "${key}" is no license that SPDX lists.`, fix);
    }
  },
});
