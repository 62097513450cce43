import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { type ScriptInstruction, scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import { type LostWords, lostWords } from "../../../model/shell/lost-words.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ShellScriptWordsLost",
  aliases: [],
  language: "dockerfile",
  mentions: ["ash", "bash", "dash", "ksh", "runuser", "sh", "su", "zsh"],
  category: "correctness",
  severity: "warning",
  summary: "Words behind the script of sh -c are not part of it, so that they have no effect.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.tree.instructions) {
      if (instruction.kind !== "RUN" && instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT" && instruction.kind !== "HEALTHCHECK") continue;
      for (const invocation of scriptOf(dockerfile, instruction).invocations) {
        const lost = lostWords(invocation);
        if (lost === undefined) continue;
        const [first] = lost.words;
        const span = { start: first!.span.start, end: lost.words.at(-1)!.span.end };
        const fix = invocation.outer === undefined ? joined(dockerfile, instruction, lost) : undefined;
        (lost.isNameAtMost ? report.as("info") : report)(span, `${invocation.name} -c takes one word for its script, so "${first!.unquoted}" is not part of it.`, fix);
      }
    }
  },
});

/** One word that holds the script and what was meant to belong to it. */
function joined({ text }: Dockerfile, { command }: ScriptInstruction, { script, words }: LostWords): Fix | undefined {
  const span = { start: script.span.start, end: words.at(-1)!.span.end };
  if (words[0]!.span.start < span.start) return undefined;
  if (command?.exec !== undefined) {
    const line = [script.unquoted, ...words.map(({ unquoted }) => (/^[\w@%+=:,./-]+$|^(?:&&|\|\|?|;|[12]?>>?)$/.test(unquoted) ? unquoted : quoted(unquoted)))].join(" ");
    return words.some(({ unquoted }) => /['"\\`]/.test(unquoted)) ? undefined : suggestion("Make it part of the script", replace(span, JSON.stringify(line)));
  }
  const source = text.slice(span.start, span.end);
  return /['\\\n]/.test(source) || script.text !== script.unquoted ? undefined : suggestion("Put the script in quotes", replace(span, `'${source}'`));
}

/** The shell is to replace variables, which the array kept as they are. */
function quoted(word: string): string {
  return word.includes("$") ? `"${word}"` : `'${word}'`;
}
