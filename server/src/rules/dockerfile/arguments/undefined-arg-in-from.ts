import { closestName } from "../../../base/closest-name.ts";
import { expandGlobal } from "../../../model/dockerfile/variables/build-arguments.ts";
import { buildVariablesOf } from "../../../model/dockerfile/variables/expansions.ts";
import { imageReferenceProblem } from "../../../model/dockerfile/images/image-grammar.ts";
import { globalScope } from "../../../model/dockerfile/variables/scope.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UndefinedArgInFrom",
  aliases: ["buildkit:UndefinedArgInFrom"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "FROM uses a variable that no ARG above the first FROM declares.",
  check: ({ dockerfile, report }) => {
    const scope = globalScope(dockerfile);
    for (const from of dockerfile.all("FROM")) {
      for (const { name, nameSpan, span } of buildVariablesOf(dockerfile, from)) {
        if (scope.find(name)) continue;
        const guess = closestName(name, scope.names());
        // Nothing can give the name a value, so what is wrong without one stays wrong.
        const fails = !!from.image && imageReferenceProblem(expandGlobal(dockerfile, from.image.text).value) !== undefined;
        report.as(fails ? "error" : "warning")(
          span,
          `No ARG above the first FROM declares ${name}, so it is always empty here.${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
          guess === undefined ? undefined : suggestion(`Change it to ${guess}`, replace(nameSpan, guess)),
        );
      }
    }
  },
});
