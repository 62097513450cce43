import { type UnexpandedText, unexpandedCommands } from "../../../model/dockerfile/variables/unexpanded-texts.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LiteralCommandSubstitution",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "An instruction that no shell reads holds $(…), which stays as it is written.",
  check: ({ dockerfile, report }) => {
    for (const found of unexpandedCommands(dockerfile)) {
      const { instruction, word, name, isWhole } = found;
      if (isPrompt(name) || (!isWhole && isForLater(instruction.kind, name))) continue;
      // Inside of a longer value it may be meant for the shell that reads the value.
      const say = isWhole || name === undefined ? report : report.as("info");
      say(word, `${instruction.keyword} runs no commands, so ${shortened(word.text)} stays as it is written.`, currentFolder(found));
    }
  },
});

/** Shells read their prompts each time that they show them. */
function isPrompt(name = ""): boolean {
  return /^PS\d$|PROMPT/.test(name);
}

/** Labels that tell how to run the image, and commands, are read by a shell later. */
function isForLater(kind: string, name = ""): boolean {
  return kind === "LABEL" || /COMMAND|CMD|SCRIPT/i.test(name);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Sources of COPY start in the build context anyway. */
function currentFolder({ instruction, word }: UnexpandedText): Fix | undefined {
  if ((instruction.kind !== "COPY" && instruction.kind !== "ADD") || word === instruction.destination) return undefined;
  const path = /^\$\((?:pwd|PWD)\)(\/.*)?$/.exec(word.text);
  return path ? suggestion("Name it in the build context", replace(word, `.${path[1] ?? ""}`)) : undefined;
}
