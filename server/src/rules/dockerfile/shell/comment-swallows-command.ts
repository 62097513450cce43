import { type SwallowedCommand, swallowedCommands } from "../../../model/dockerfile/scripts/swallowed-commands.ts";
import { type Fix, insert, lineBreakOf, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CommentSwallowsCommand",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "A # comment behind a command hides all the commands that follow it in the RUN.",
  check: ({ dockerfile, report }) => {
    for (const swallowed of swallowedCommands(dockerfile)) {
      const lost = swallowed.lost.length > 40 ? `${swallowed.lost.slice(0, 39).trimEnd()}…` : swallowed.lost;
      report(swallowed.comment, `The lines of a RUN are joined, so this comment goes on to its end: "${lost}" is never run.`, moveUp(dockerfile.text, swallowed));
    }
  },
});

/** Comment lines between the lines of a RUN are dropped before they are joined. */
function moveUp(text: string, { comment, join, run }: SwallowedCommand): Fix {
  const lineStart = text.lastIndexOf("\n", comment.start - 1) + 1;
  const isFirst = lineStart <= run.span.start;
  const indent = isFirst ? "" : /^[ \t]*/.exec(text.slice(lineStart, comment.start))![0];
  const start = lineStart + text.slice(lineStart, comment.start).trimEnd().length;
  return suggestion(
    "Put the comment on a line of its own",
    insert(lineStart, `${indent}${text.slice(comment.start, comment.end)}${lineBreakOf(text)}`),
    replace({ start, end: join }, " "),
  );
}
