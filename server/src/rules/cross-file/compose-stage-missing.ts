import { closestName } from "../../base/closest-name.ts";
import { relativePath } from "../../base/uri.ts";
import { textOf } from "../../eval/resolved-bake.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { missingStageMessage } from "../../workspace/missing-stage.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { undeclaredArgs } from "../../workspace/undeclared-args.ts";
import { changeText } from "../bake-edits.ts";
import { replace, suggestion } from "../fix.ts";
import { type CrossFileContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "ComposeStageMissing",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  appliesToCompose: true,
  summary: "A Compose service builds a stage, a Dockerfile or an argument that does not exist.",
  check: (context) => {
    const composeUris = new Set(context.bake.files.flatMap((file) => (file.role === "compose" ? [file.uri] : [])));
    if (composeUris.size === 0) return;
    const found = [...new Set(context.links.flatMap((link) => (link.dockerfile ? [link.dockerfile.uri] : [])))];
    for (const link of context.links) {
      if (link.target.target && composeUris.has(link.target.target.uri)) checkStage(context, link);
      if (composeUris.has(link.target.dockerfile.uri)) checkDockerfile(context, link, found);
    }
    checkArgs(context, composeUris);
  },
});

function checkStage({ bake, report }: CrossFileContext, { target, dockerfile, stage, isStageMissing, stageName }: TargetLink): void {
  if (!target.target || !dockerfile || !isStageMissing || stageName === undefined) return;
  const close = stage?.name?.text;
  const edit = close === undefined ? undefined : changeText(bake, target.target, stageName, close);
  report(target.target, missingStageMessage(dockerfile, stageName), edit && suggestion(`Change to "${close}"`, edit));
}

function checkDockerfile({ bake, report }: CrossFileContext, { target, contextUri, files, isDockerfileMissing }: TargetLink, found: readonly string[]): void {
  const path = textOf(target.dockerfile);
  if (!isDockerfileMissing || contextUri === undefined || files.kindOf(".") !== "folder" || files.isGenerated(path) || files.isInSubmodule(path)) return;
  const close = closestName(path, found.map((uri) => relativePath(contextUri, uri)));
  const edit = close === undefined ? undefined : changeText(bake, target.dockerfile, path, close);
  const where = target.context.value === "." ? "" : ` in ${textOf(target.context)}`;
  report(target.dockerfile, `There is no ${path}${where}.${close === undefined ? "" : ` Did you mean "${close}"?`}`, edit && suggestion(`Change to "${close}"`, edit));
}

function checkArgs({ bake, links, report }: CrossFileContext, composeUris: ReadonlySet<string>): void {
  for (const { name, source, close, isShared } of undeclaredArgs(links)) {
    if (!composeUris.has(source.uri)) continue;
    // In a list the name stands at the head of its pair.
    const whole = source.keySpan ?? source.span;
    const start = sourceText(bake, source.uri).indexOf(name, whole.start);
    const span = start < 0 || start + name.length > whole.end ? whole : { start, end: start + name.length };
    const fix = close === undefined || span === whole ? undefined : suggestion(`Change to ${close}`, { ...replace(span, close), uri: source.uri });
    const message = `No ARG of the Dockerfile is called ${name}, so the value is ignored.${close === undefined ? "" : ` Did you mean ${close}?`}`;
    (isShared ? report.as("hint") : report)({ uri: source.uri, span }, message, fix);
  }
}
