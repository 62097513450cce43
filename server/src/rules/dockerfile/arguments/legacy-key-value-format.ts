import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { stepsOf } from "../../../model/dockerfile/steps.ts";
import type { KeyValue } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insert, insertAfter, insertBefore, replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LegacyKeyValueFormat",
  aliases: ["buildkit:LegacyKeyValueFormat"],
  language: "dockerfile",
  mentions: ["env", "label"],
  category: "style",
  severity: "hint",
  summary: "ENV or LABEL separates name and value by a blank instead of an equals sign.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { instruction, isTriggered, place } of stepsOf(stage)) {
        if (instruction.kind !== "ENV" && instruction.kind !== "LABEL") continue;
        for (const pair of instruction.pairs) {
          if (!pair.isLegacy) continue;
          const message = `${instruction.kind} ${pair.key.text} has a blank where ${pair.key.text}=… has an equals sign.`;
          if (isTriggered) report.as("off")(place, message);
          else report(pair.key, message, fixOf(dockerfile, pair));
        }
      }
    }
  },
});

/** Keeps comments, and line continuations behind the first word. What the blanks join in the old form, quotes or escapes must join in the new one. */
function fixOf({ text, tree }: Dockerfile, { key, value }: KeyValue): Fix | undefined {
  if (!value || /["'\\`$]/.test(key.text)) return undefined;
  const title = `Write ${key.text}=…`;
  const gap = text.slice(key.span.end, value.span.start);
  const equals = replace({ start: key.span.end, end: value.span.start }, gap.includes("#") ? `=${gap.replace(/^[ \t]+(?![ \t#])/gm, "")}` : "=");
  if (!hasOpenBlank(value.text, tree.escape)) return safeFix(title, equals);
  if (!/["'\\`]/.test(value.text)) return safeFix(title, equals, insertBefore(value, '"'), insertAfter(value, '"'));
  if (value.text.length !== value.span.end - value.span.start) return undefined;
  const blanks = openBlanks(text.slice(value.span.start, value.span.end), tree.escape);
  return safeFix(title, equals, ...blanks.map((index) => insert(value.span.start + index, tree.escape)));
}

function hasOpenBlank(text: string, escape: string): boolean {
  return /\s/.test(text) && openBlanks(text, escape).length > 0;
}

/** Indices of the blanks that are neither quoted nor escaped. */
function openBlanks(text: string, escape: string): number[] {
  const found: number[] = [];
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === escape && quote !== "'") index++;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (/\s/.test(character)) found.push(index);
  }
  return found;
}
