import { isTimestamp } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelRfc3339",
  aliases: ["DL3053"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a time is not written as RFC 3339 has it.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "rfc3339", ["org.opencontainers.image.created"])) {
      if (value === undefined || isTimestamp(value)) continue;
      report(pair.value!, `The value of "${key}" is no time of the form 2024-05-01T12:00:00Z.`);
    }
  },
});
