import { isMailAddress } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelEmail",
  aliases: ["DL3058"],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a mail address has something else for a value.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "email")) {
      if (value === undefined || isMailAddress(value)) continue;
      report(pair.value!, `The value of "${key}" is no mail address.`);
    }
  },
});
