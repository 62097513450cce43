import { type JoinedWords, joinedWords } from "../../../model/dockerfile/containers/joined-words.ts";
import type { JsonArray } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExecFormWordsJoined",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "An element of an exec form holds several words, which the program gets as a single one.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.tree.instructions) {
      if (instruction.kind !== "RUN" && instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT" && instruction.kind !== "HEALTHCHECK") continue;
      for (const joined of joinedWords(dockerfile.stageOf(instruction), instruction)) {
        const { item, kind, isSure } = joined;
        const text = JSON.stringify(item.value);
        const message = kind === "program" ? `No program has the name ${text}: each word needs quotes of its own.` : `${text} reaches the program as one word; the option and its value need quotes of their own.`;
        (isSure ? report : report.as("warning"))(item, message, fixOf(instruction.command!.exec!, joined));
      }
    }
  },
});

function fixOf(array: JsonArray, { item, words }: JoinedWords): Fix | undefined {
  if (words !== undefined) return suggestion("Write each word by itself", replace(item, words.map((word) => JSON.stringify(word)).join(", ")));
  return array.items.length === 1 ? suggestion("Run it by a shell", replace(item, `"/bin/sh", "-c", ${JSON.stringify(item.value)}`)) : undefined;
}
