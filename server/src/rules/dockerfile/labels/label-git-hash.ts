import { isGitHash } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelGitHash",
  aliases: ["DL3055"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a Git revision has something else for a value.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "hash")) {
      if (value === undefined || isGitHash(value)) continue;
      report(pair.value!, `The value of "${key}" is no Git hash of 7 or 40 digits.`);
    }
  },
});
