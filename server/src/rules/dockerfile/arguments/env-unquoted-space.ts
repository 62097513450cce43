import { type StrayWords, strayArguments, strayWords } from "../../../model/dockerfile/variables/stray-words.ts";
import { type Fix, insertAfter, insertBefore, remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EnvUnquotedSpace",
  aliases: [],
  language: "dockerfile",
  mentions: ["arg", "env", "label"],
  category: "correctness",
  severity: "error",
  summary: "A value with a blank is not in quotes, so it ends at the blank.",
  check: ({ dockerfile, report }) => {
    for (const stray of strayWords(dockerfile)) {
      const { instruction, pair, words, span } = stray;
      const what = words.length === 1 ? `"${words[0]!.key.text}" has` : "These words have";
      report(span, `${what} no equals sign, so the build stops: the value of ${pair.key.text} ends at the blank in front. ${instruction.kind} needs quotes around a value with blanks.`, fixOf(dockerfile.text, stray));
    }
    for (const stray of strayArguments(dockerfile)) {
      // Several arguments may well share an ARG; prose does not look like their names.
      if (stray.isValueEmpty || stray.words.every(({ key }) => /^[A-Z_][A-Z0-9_]*$/.test(key.text)) || stray.words.some(({ key }) => isUsed(dockerfile.text, key.text))) continue;
      const others = stray.words.map(({ key }) => key.text).join(", ");
      report.as("warning")(stray.span, `The value of ${stray.pair.key.text} ends at the blank; what follows declares ${stray.words.length === 1 ? "another argument" : "other arguments"}: ${others}.`, fixOf(dockerfile.text, stray));
    }
  },
});

function isUsed(text: string, name: string): boolean {
  return text.includes(`$${name}`) || text.includes(`\${${name}`);
}

function fixOf(text: string, { pair, span, isValueEmpty, words }: StrayWords): Fix | undefined {
  const whole = text.slice(pair.value.span.start, span.end);
  // A blank in braces is what is wrong there, in quotes as well.
  if (/["'\\`\n]/.test(whole) || /\$\{[^}]*$/.test(pair.value.text)) return undefined;
  if (isValueEmpty && words.length === 1) return suggestion("Remove the blank", remove({ start: pair.value.span.start, end: span.start }));
  const start = isValueEmpty ? span.start : pair.value.span.start;
  const blanks = isValueEmpty ? [remove({ start: pair.value.span.start, end: span.start })] : [];
  return suggestion("Put the value in quotes", ...blanks, insertBefore({ start, end: start }, '"'), insertAfter(span, '"'));
}
