import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import { type LateOptions, lateOptions } from "../../../model/shell/late-options.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { removeCommandWords } from "../../dockerfile-edits.ts";
import { type Fix, insert, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RuntimeOptionAfterProgram",
  aliases: [],
  language: "dockerfile",
  mentions: ["java", "node", "nodejs"],
  category: "correctness",
  severity: "warning",
  summary: "An option of Java or Node.js stands behind the program that it runs, so that the program gets it.",
  check: ({ dockerfile, report }) => {
    for (const instruction of [...dockerfile.all("CMD"), ...dockerfile.all("ENTRYPOINT")]) {
      for (const words of commandLines(dockerfile, instruction)) {
        const late = lateOptions(words);
        if (late === undefined) continue;
        const first = late.options[0]!;
        const place = late.runtime === "java" ? "-jar" : late.program.unquoted;
        (late.isSure ? report : report.as("info"))(first, `"${first.unquoted}" goes to the program: options of ${late.runtime} stand in front of ${place}.`, inFront(dockerfile, instruction, late));
      }
    }
  },
});

/** The programs that a command starts; the words of CMD follow those of ENTRYPOINT. */
function commandLines(dockerfile: Dockerfile, instruction: CommandInstruction): (readonly ShellWord[])[] {
  const stage = dockerfile.stageOf(instruction);
  const { invocations } = scriptOf(dockerfile, instruction);
  const { entrypoint, cmd } = stage ? startCommandOf(stage) : { entrypoint: undefined, cmd: undefined };
  const isJoined = entrypoint === instruction && cmd !== undefined && cmd.command?.exec !== undefined && instruction.command?.exec !== undefined && stage === dockerfile.stageOf(cmd);
  const more = isJoined ? (scriptOf(dockerfile, cmd).invocations[0]?.words ?? []) : [];
  return invocations.map(({ words, outer }) => (outer === undefined ? [...words, ...more] : words));
}

/** Moves the option; undefined where it stands in another instruction, or only the decoded script is known. */
function inFront({ text }: Dockerfile, { command, span }: CommandInstruction, { options, program }: LateOptions): Fix | undefined {
  const [option, ...others] = options;
  if (option === undefined || others.length > 0 || command === undefined || option.span.start > span.end) return undefined;
  const source = text.slice(option.span.start, option.span.end);
  const isArray = command.exec !== undefined;
  // In an array a word has the span of its string without the quotes, or of a script in it.
  if (isArray && !command.exec.items.some(({ value }) => value === option.unquoted)) return undefined;
  const start = isArray ? command.exec.items.find((item) => item.span.start <= program.span.start && program.span.end <= item.span.end)!.span.start : program.span.start;
  return suggestion("Move it in front", insert(start, isArray ? `${JSON.stringify(option.unquoted)}, ` : `${source} `), removeCommandWords(text, command, [option]));
}
