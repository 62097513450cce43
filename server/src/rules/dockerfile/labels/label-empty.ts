import { labelSchema, labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelEmpty",
  aliases: ["DL3051"],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "warning",
  summary: "A label of the configured schema has an empty value.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    const kinds = labelSchema(options["schema"]);
    const empty = labelsOf(dockerfile).filter(({ key, value }) => value === "" && kinds.has(key));
    const removals = argumentRemovals(dockerfile, empty.map(pairArgument));
    for (const { pair, key } of empty) {
      const edit = removals.get(pair);
      report(pair, `The label "${key}" is empty.`, edit && suggestion("Remove the label", edit));
    }
  },
});
