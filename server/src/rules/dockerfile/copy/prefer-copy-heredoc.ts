import { type StaticFile, staticFiles } from "../../../model/dockerfile/files/static-files.ts";
import { type Fix, lineBreakOf, replace, suggestion, withTrailingBlanks } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferCopyHeredoc",
  aliases: [],
  language: "dockerfile",
  mentions: ["cat", "echo", "printf"],
  category: "style",
  severity: "off",
  summary: "A RUN only writes a text into a file, which COPY with a heredoc does without starting a container.",
  check: ({ dockerfile, report }) => {
    for (const file of staticFiles(dockerfile)) {
      report(file.command.name!, `COPY can write ${file.path} from a heredoc, without a shell and with quotes as they are.`, toCopy(file));
    }
  },
});

function toCopy({ step, path, operator, content }: StaticFile): Fix | undefined {
  const { run, dockerfile } = step;
  const title = "Use COPY with a heredoc";
  if (operator !== undefined) return suggestion(title, replace({ start: run.span.start, end: run.headSpan.end }, `COPY ${operator} ${path}`));
  const lines = content!.split("\n").slice(0, -1);
  if (lines.includes("EOF") || dockerfile.written(run).includes("#")) return undefined;
  return suggestion(title, replace(withTrailingBlanks(dockerfile.text, run), [`COPY <<"EOF" ${path}`, ...lines, "EOF"].join(lineBreakOf(dockerfile.text))));
}
