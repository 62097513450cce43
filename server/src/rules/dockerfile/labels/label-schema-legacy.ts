import { labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** Keys of the annotations that took over, by what stands behind `org.label-schema.`. */
const successors: Readonly<Record<string, string>> = {
  "build-date": "created",
  "description": "description",
  "name": "title",
  "url": "url",
  "usage": "documentation",
  "vcs-ref": "revision",
  "vcs-url": "source",
  "vendor": "vendor",
  "version": "version",
};

export default defineRule({
  name: "LabelSchemaLegacy",
  aliases: [],
  language: "dockerfile",
  mentions: ["schema"],
  category: "style",
  severity: "hint",
  tags: ["deprecated"],
  summary: "A label uses the org.label-schema namespace, which the OCI annotations replaced.",
  check: ({ dockerfile, report }) => {
    for (const { key, pair } of labelsOf(dockerfile)) {
      if (!key.startsWith("org.label-schema.")) continue;
      const name = key.slice("org.label-schema.".length);
      const successor = Object.hasOwn(successors, name) ? `org.opencontainers.image.${successors[name]}` : undefined;
      const fix = successor === undefined ? undefined : suggestion(`Rename it to ${successor}`, replace(pair.key, pair.key.text.replace(key, successor)));
      report(pair.key, `"${key}" belongs to a retired namespace; ${successor ?? "org.opencontainers.image"} took its place.`, fix);
    }
  },
});
