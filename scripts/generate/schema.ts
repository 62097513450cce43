import { profileNames } from "../../server/src/lint/profiles.ts";
import { type Rule, severities } from "../../server/src/rules/rule.ts";

/** The JSON Schema of `.bakewell.jsonc`. */
export function generateSchema(rules: readonly Rule[]): Map<string, string> {
  const properties: Record<string, unknown> = {};
  for (const rule of [...rules].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    properties[rule.name] = { description: rule.summary, ...settingSchema(rule) };
    for (const alias of rule.aliases ?? []) {
      if (/^[A-Z]+\d+$/.test(alias)) properties[alias] = { description: `${rule.name}: ${rule.summary}`, ...settingSchema(rule) };
    }
  }
  const profile = { type: "string", enum: profileNames, description: "Which rules are on before `rules` is applied." };
  const rulesSchema = { type: "object", additionalProperties: false, properties, patternProperties: { "^SC[0-9]{4}$": { description: "A code of ShellCheck.", enum: severities } }, description: "Severity by rule name, or [severity, options]." };
  const globs = { type: "array", items: { type: "string" } };
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Bakewell configuration",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      profile,
      rules: { $ref: "#/definitions/rules" },
      ignore: { ...globs, description: "Globs of files that are not linted, relative to this file's folder." },
      overrides: {
        type: "array",
        description: "What is different for some files; later entries win.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["files"],
          properties: { files: { ...globs, description: "Globs as in a .gitignore, relative to this file's folder." }, profile, rules: { $ref: "#/definitions/rules" } },
        },
      },
    },
    definitions: { rules: rulesSchema },
  };
  return new Map([["schemas/bakewell.schema.json", `${JSON.stringify(schema, undefined, 2)}\n`]]);
}

function settingSchema(rule: Rule): object {
  const severity = { enum: severities, default: rule.severity };
  const options = Object.entries(rule.options ?? {});
  if (options.length === 0) return severity;
  const properties = Object.fromEntries(options.map(([name, option]) => [name, { ...option.schema, default: option.default, description: option.description }]));
  return { anyOf: [severity, { type: "array", items: [severity, { type: "object", additionalProperties: false, properties }], minItems: 2, maxItems: 2 }] };
}
