import { labelSchema, labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelEmpty",
  aliases: ["DL3051"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A label of the configured schema has an empty value.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    const kinds = labelSchema(options["schema"]);
    for (const { pair, key, value } of labelsOf(dockerfile)) {
      if (value === "" && kinds.has(key)) report(pair, `The label "${key}" is empty.`);
    }
  },
});
