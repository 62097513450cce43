import { descriptionOf, hasExperimentalCheck } from "../../../model/dockerfile/comments/descriptions.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { insert, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InvalidDefinitionDescription",
  aliases: ["buildkit:InvalidDefinitionDescription"],
  language: "dockerfile",
  mentions: ["arg", "as"],
  category: "style",
  severity: "warning",
  summary: "The comment above an ARG or a named stage does not begin with its name.",
  options: {
    always: { schema: { type: "boolean" }, default: false, description: "Also in files whose check directive does not switch the experimental check on." },
  },
  check: ({ dockerfile, options, report }) => {
    if (options["always"] !== true && !hasExperimentalCheck(dockerfile, "InvalidDefinitionDescription")) return;
    for (const instruction of dockerfile.tree.instructions) {
      const names = namesOf(instruction);
      const comment = names.length > 0 ? descriptionOf(dockerfile, instruction) : undefined;
      // BuildKit cuts off one character of the line, so that an indented comment keeps its number sign.
      const lineStart = comment ? dockerfile.text.lastIndexOf("\n", comment.span.start - 1) + 1 : 0;
      const isIndented = comment !== undefined && comment.span.start > lineStart;
      if (!comment || (!isIndented && names.includes(comment.text.split(" ")[0]!))) continue;
      const name = names.length > 1 ? "the argument's name" : names[0]!;
      const at = comment.span.end - comment.text.length;
      // BuildKit reports the definition, where an ignore comment would stand as well.
      report(instruction.keywordSpan, `The comment above ${instruction.keyword} ${names[0]} is no description of it unless it begins with ${name}.`,
        names.length > 1 || isIndented ? undefined : suggestion(`Begin it with ${name}`, insert(at, `${name} `)));
    }
  },
});

function namesOf(instruction: Instruction): string[] {
  if (instruction.kind === "ARG") return instruction.pairs.map(({ key }) => key.text);
  return instruction.kind === "FROM" && instruction.name ? [instruction.name.text.toLowerCase()] : [];
}
