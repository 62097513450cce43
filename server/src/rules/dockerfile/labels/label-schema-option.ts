import type { RuleOptions } from "../../rule.ts";

/** hadolint's `label-schema`: which kind of value each label has. All rules on values of labels take it. */
export const labelSchemaOption: RuleOptions = {
  schema: {
    schema: { type: "object", additionalProperties: { enum: ["text", "url", "rfc3339", "spdx", "hash", "semver", "email"] } },
    default: {},
    description: "The kind of value that each label has, by key.",
  },
};
