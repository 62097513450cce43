import { labelSchema, labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LabelSuperfluous",
  aliases: ["DL3050"],
  language: "dockerfile",
  mentions: ["label"],
  category: "style",
  severity: "info",
  summary: "With a strict schema, a label is set that the schema does not have.",
  options: {
    schema: {
      schema: { type: "object", additionalProperties: { enum: ["text", "url", "rfc3339", "spdx", "hash", "semver", "email"] } },
      default: {},
      description: "The kind of value that each label has, by key.",
    },
    strict: { schema: { type: "boolean" }, default: false, description: "Whether labels outside the schema are reported." },
  },
  check: ({ dockerfile, options, report }) => {
    if (options["strict"] !== true) return;
    const kinds = labelSchema(options["schema"]);
    const others = labelsOf(dockerfile).filter(({ key }) => !kinds.has(key));
    const removals = argumentRemovals(dockerfile, others.map(pairArgument));
    for (const { pair, key } of others) {
      const edit = removals.get(pair);
      report(pair.key, `The label "${key}" is not in the schema.`, edit && suggestion("Remove the label", edit));
    }
  },
});
