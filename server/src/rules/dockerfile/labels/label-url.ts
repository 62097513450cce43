import { isUrl } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { changeWord } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelUrl",
  aliases: ["DL3052"],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a URL has something else for a value.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "url", ["org.opencontainers.image.url", "org.opencontainers.image.source", "org.opencontainers.image.documentation"])) {
      if (value === undefined || isUrl(value)) continue;
      const better = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/:?#].*)?$/i.test(value) ? `https://${value}` : undefined;
      const edit = better === undefined ? undefined : changeWord(pair.value!, value, better);
      const fix = edit && suggestion(`Change to ${better}`, edit);
      report(pair.value!, `The value of "${key}" is no URL.`, fix);
    }
  },
});
