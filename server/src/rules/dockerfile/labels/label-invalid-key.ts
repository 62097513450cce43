import { labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { changeWord } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LabelInvalidKey",
  aliases: ["DL3048"],
  language: "dockerfile",
  mentions: ["label"],
  category: "style",
  severity: "hint",
  summary: "A label key breaks the rules for label keys, or takes a namespace that belongs to Docker.",
  check: ({ dockerfile, report }) => {
    for (const { key, pair } of labelsOf(dockerfile)) {
      const problem = key.includes("$") ? undefined : problemOf(key);
      const lower = key.toLowerCase();
      const edit = problem !== undefined && problemOf(lower) === undefined ? changeWord(pair.key, key, lower) : undefined;
      if (problem !== undefined) report(pair.key, `The label key "${key}" ${problem}.`, edit && suggestion(`Change to ${lower}`, edit));
    }
  },
});

function problemOf(key: string): string | undefined {
  const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./.exec(key);
  if (reserved) return `is in "${reserved[0]}*", which Docker keeps for itself`;
  const strange = /[^a-z0-9._/-]/.exec(key);
  if (strange) return /[A-Z]/.test(strange[0]) ? "has upper-case letters" : `holds ${JSON.stringify(strange[0])}`;
  if (!/^[a-z]/.test(key)) return "does not begin with a letter";
  if (!/[a-z0-9]$/.test(key)) return "ends in a separator";
  const doubled = /\.\.|--/.exec(key);
  return doubled ? `holds "${doubled[0]}"` : undefined;
}
