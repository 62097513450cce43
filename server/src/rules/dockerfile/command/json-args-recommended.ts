import type { Span } from "../../../base/span.ts";
import type { Dockerfile, Stage } from "../../../model/dockerfile/dockerfile.ts";
import { endsInExec, type PlainWord, simpleCommandOf } from "../../../model/dockerfile/containers/simple-command.ts";
import { stepsOf } from "../../../model/dockerfile/steps.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insertAfter, insertBefore, remove, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "JSONArgsRecommended",
  aliases: ["DL3025", "buildkit:JSONArgsRecommended"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "CMD or ENTRYPOINT is in shell form, so a shell stands between the container and its program and keeps signals to itself.",
  check: ({ dockerfile, report }) => {
    const withShell = new Set<Stage>();
    for (const stage of dockerfile.stages) {
      let hasShell = stage.base.kind === "stage" && withShell.has(stage.base.stage);
      for (const { instruction, isTriggered, place } of stepsOf(stage)) {
        if (instruction.kind === "SHELL") hasShell = true;
        if ((instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT") || instruction.command?.form === "exec" || hasShell) continue;
        const message = `${instruction.kind} in shell form: a shell runs the program and does not pass signals on to it.`;
        if (isTriggered) report.as("off")(place, message);
        // With exec the shell gives way to the program, which is what the exec form is for.
        else report.as(endsInExec(dockerfile, instruction) ? "hint" : "warning")(instruction.keywordSpan, message, toExecForm(dockerfile, instruction));
      }
      if (hasShell) withShell.add(stage);
    }
  },
});

function toExecForm(dockerfile: Dockerfile, instruction: CommandInstruction): Fix | undefined {
  const simple = simpleCommandOf(dockerfile, instruction);
  if (!simple || !instruction.command) return undefined;
  const { command, words, hasExec } = simple;
  if (words) return wordsAsArray(command.span.start, words);
  return hasExec ? undefined : shellWithExec(dockerfile.text, instruction.command.span);
}

/** Keeps what stands between the words, such as line continuations. */
function wordsAsArray(start: number, words: readonly PlainWord[]): Fix {
  const edits = words.map(({ span, value }, index) => replace(span, `${index === 0 ? "[" : ""}${JSON.stringify(value)}${index + 1 < words.length ? "," : "]"}`));
  const first = words[0]!.span.start;
  return suggestion("Change to exec form", ...(first > start ? [remove({ start, end: first })] : []), ...edits);
}

/** Expansions need a shell; with `exec` it is replaced by the program. */
function shellWithExec(text: string, span: Span): Fix | undefined {
  const source = text.slice(span.start, span.end);
  if (/^[ \t]*#/m.test(source)) return undefined;
  const edits = [...source.matchAll(/"|\t|\\(?![ \t]*\r?\n)/g)].map((match) => {
    const start = span.start + match.index;
    return replace({ start, end: start + 1 }, match[0] === "\t" ? " " : `\\${match[0]}`);
  });
  return suggestion("Start it with exec from an explicit shell", insertBefore(span, '["/bin/sh", "-c", "exec '), ...edits, insertAfter(span, '"]'));
}
