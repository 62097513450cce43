import { isGitHash } from "../../../model/dockerfile/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LabelGitHash",
  aliases: ["DL3055"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a Git revision has something else for a value.",
  options: {
    schema: {
      schema: { type: "object", additionalProperties: { enum: ["text", "url", "rfc3339", "spdx", "hash", "semver", "email"] } },
      default: {},
      description: "The kind of value that each label has, by key.",
    },
  },
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "hash")) {
      if (value === undefined || isGitHash(value)) continue;
      report(pair.value!, `The value of "${key}" is no Git hash of 7 or 40 digits.`);
    }
  },
});
