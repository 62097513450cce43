import { editDistance } from "../../../base/closest-name.ts";
import { frontendOf } from "../../../model/dockerfile/images/frontend.ts";
import { lostDirectives } from "../../../model/dockerfile/comments/misplaced-directives.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SyntaxDirectiveTypo",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "A parser directive is misspelled, or the frontend's name is nearly docker/dockerfile.",
  check: ({ dockerfile, report }) => {
    for (const { written, writtenSpan, name } of lostDirectives(dockerfile)) {
      if (written.toLowerCase() === name) continue;
      report(writtenSpan, `"${written}" is no directive, so this line is a comment. Did you mean ${name}?`, suggestion(`Change it to ${name}`, replace(writtenSpan, name)));
    }
    const frontend = frontendOf(dockerfile);
    if (!frontend || frontend.isDocker || frontend.ref.registry !== undefined) return;
    const { repository } = frontend.ref;
    if (editDistance(repository.toLowerCase(), "docker/dockerfile") > 2) return;
    const { start } = frontend.directive.valueSpan;
    const span = { start, end: start + repository.length };
    report(span, `There is no frontend "${repository}". Did you mean docker/dockerfile?`, suggestion("Change it to docker/dockerfile", replace(span, "docker/dockerfile")));
  },
});
