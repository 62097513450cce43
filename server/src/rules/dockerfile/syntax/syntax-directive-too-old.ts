import { featureUses, isOlder } from "../../../model/dockerfile/images/frontend-features.ts";
import { frontendOf } from "../../../model/dockerfile/images/frontend.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SyntaxDirectiveTooOld",
  aliases: [],
  language: "dockerfile",
  mentions: ["syntax"],
  category: "correctness",
  severity: "error",
  summary: "The file uses something that the frontend version in its syntax directive does not have.",
  check: ({ dockerfile, report }) => {
    const frontend = frontendOf(dockerfile);
    // Labs and upstream channels are ahead of the stable one.
    if (!frontend?.isDocker || frontend.version.length < 2 || !/^[\d.]+$/.test(frontend.ref.tag ?? "")) return;
    const version = frontend.version.join(".");
    const missing = featureUses(dockerfile).filter(({ since }) => isOlder(frontend.version, since));
    const needed = missing.map(({ since }) => since).sort((a, b) => b[0] - a[0] || b[1] - a[1])[0];
    const { text } = dockerfile;
    const { start, end } = frontend.directive.valueSpan;
    const tag = start + text.slice(start, end).indexOf(`:${frontend.ref.tag}`) + 1;
    for (const { name, span, since } of missing) {
      const fix = frontend.ref.digest !== undefined || !needed ? undefined : suggestion(`Raise the frontend to ${needed.join(".")}`, replace({ start: tag, end: tag + frontend.ref.tag!.length }, needed.join(".")));
      report(span, `The frontend ${version} of the syntax directive does not know ${name}, which came with ${since.join(".")}.`, fix);
    }
  },
});
