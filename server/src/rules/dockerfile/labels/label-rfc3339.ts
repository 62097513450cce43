import { isTimestamp } from "../../../model/dockerfile/labels/label-values.ts";
import { labelsOfKind } from "../../../model/dockerfile/labels/labels.ts";
import { changeWord } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelRfc3339",
  aliases: ["DL3053"],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "warning",
  summary: "A label that holds a time is not written as RFC 3339 has it.",
  options: labelSchemaOption,
  check: ({ dockerfile, options, report }) => {
    for (const { pair, key, value } of labelsOfKind(dockerfile, options["schema"], "rfc3339", ["org.opencontainers.image.created"])) {
      if (value === undefined || isTimestamp(value)) continue;
      const better = asTimestamp(value);
      const edit = better === undefined ? undefined : changeWord(pair.value!, value, better);
      const fix = edit && suggestion(`Change to ${better}`, edit);
      report(pair.value!, `The value of "${key}" is no time of the form 2024-05-01T12:00:00Z.`, fix);
    }
  },
});

/** A date, alone or with a time behind a blank, in UTC. */
function asTimestamp(value: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?Z?$/.exec(value);
  const time = match?.[2] ?? "00:00";
  const timestamp = match && `${match[1]}T${time}${time.length < 8 ? ":00" : ""}Z`;
  return timestamp && isTimestamp(timestamp) ? timestamp : undefined;
}
