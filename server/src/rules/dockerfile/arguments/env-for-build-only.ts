import { type BuildOnlyEnv, buildOnlyEnv } from "../../../model/dockerfile/variables/build-only-env.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { type Fix, insertLinesAbove, remove, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EnvForBuildOnly",
  aliases: [],
  language: "dockerfile",
  mentions: ["dangerous", "debconf", "frontend", "priority", "ucf"],
  category: "correctness",
  severity: "info",
  summary: "A setting that only the build needs is put into ENV and stays in every container.",
  check: ({ dockerfile, use, report }) => {
    for (const found of buildOnlyEnv(dockerfile, use)) {
      const name = found.pair.key.text;
      report(found.pair.key, `${name} stays set in every container; ARG sets it for the build alone.`, toArgument(dockerfile, found));
    }
  },
});

function toArgument({ text }: Dockerfile, { instruction, pair }: BuildOnlyEnv): Fix | undefined {
  const { key, value } = pair;
  const keyword = instruction.keywordSpan;
  const argument = text[keyword.start] === "e" ? "arg" : "ARG";
  if (!value || (pair.isLegacy && /[\s"'\\]/.test(value.text))) return undefined;
  if (instruction.pairs.length === 1) return suggestion("Make it an ARG", replace(keyword, argument), ...(pair.isLegacy ? [replace({ start: key.span.end, end: value.span.start }, "=")] : []));
  const index = instruction.pairs.indexOf(pair);
  const [before, after] = [instruction.pairs[index - 1], instruction.pairs[index + 1]];
  const gap = before ? { start: before.span.end, end: pair.span.end } : { start: pair.span.start, end: after!.span.start };
  if (text.slice(gap.start, gap.end).includes("#")) return undefined;
  const indent = /[ \t]*$/.exec(text.slice(0, instruction.span.start))![0];
  return suggestion("Make it an ARG", insertLinesAbove(text, instruction.span.start, [`${indent}${argument} ${text.slice(pair.span.start, pair.span.end)}`]), remove(gap));
}
