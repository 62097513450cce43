import { isGitHash } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { changeWord } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelGitHash",
  aliases: ["DL3055"],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a Git revision has something else for a value.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "hash")) {
      if (value === undefined || isGitHash(value)) continue;
      const better = /^[0-9a-f]{8,39}$/.test(value) ? value.slice(0, 7) : undefined;
      const edit = better === undefined ? undefined : changeWord(pair.value!, value, better);
      const fix = edit && suggestion(`Change to ${better}`, edit);
      report(pair.value!, `The value of "${key}" is no Git hash of 7 or 40 digits.`, fix);
    }
  },
});
