import { closestName } from "../../base/closest-name.ts";
import { isPredefinedArg } from "../../data/predefined-args.ts";
import { declaredArgs } from "../../model/dockerfile/variables/declared-args.ts";
import type { WrittenWord } from "../../model/workflow/written-text.ts";
import { isTemplate } from "../../workspace/file-kind.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule, type WorkflowContext } from "../rule.ts";

export default defineRule({
  name: "WorkflowArgNotDeclared",
  language: "workflow",
  category: "correctness",
  severity: "info",
  summary: "A workflow passes a build argument that the Dockerfile never declares, so the value is ignored.",
  check: (context) => {
    for (const { build, dockerfile: file } of context.links.builds) {
      if (!file?.dockerfile || isTemplate(file.uri, file.text)) continue;
      const declared = declaredArgs(file.dockerfile);
      for (const word of build.args) checkArg(context, word, declared);
    }
  },
});

function checkArg({ links, report }: WorkflowContext, word: WrittenWord, declared: ReadonlySet<string>): void {
  const name = /^[A-Za-z_]\w*(?==)/.exec(word.text)?.[0];
  if (name === undefined || declared.has(name) || isPredefinedArg(name)) return;
  const start = { start: word.span.start, end: word.span.start + name.length };
  const isThere = links.workflow.text.slice(start.start, start.end) === name;
  const close = closestName(name, declared);
  const fix = close === undefined || !isThere ? undefined : suggestion(`Change to ${close}`, replace(start, close));
  const message = `No ARG of the Dockerfile is called ${name}, so the value is ignored.${close === undefined ? "" : ` Did you mean ${close}?`}`;
  (close === undefined ? report : report.as("warning"))(isThere ? start : word.span, message, fix);
}
