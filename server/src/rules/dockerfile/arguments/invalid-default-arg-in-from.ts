import { expandGlobal, isPassed } from "../../../model/dockerfile/variables/build-arguments.ts";
import { buildVariablesOf } from "../../../model/dockerfile/variables/expansions.ts";
import { imageReferenceProblem } from "../../../model/dockerfile/images/image-grammar.ts";
import { globalScope } from "../../../model/dockerfile/variables/scope.ts";
import type { Word } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InvalidDefaultArgInFrom",
  aliases: ["buildkit:InvalidDefaultArgInFrom"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "With the defaults of its ARGs a FROM names no image.",
  check: ({ dockerfile, use, report }) => {
    const said = new Set<string>();
    for (const from of dockerfile.all("FROM")) {
      const { image } = from;
      if (!image) continue;
      const { value, hasFault } = expandGlobal(dockerfile, image.text);
      const problem = hasFault ? undefined : imageReferenceProblem(value);
      if (problem === undefined) continue;
      const names = new Set(buildVariablesOf(dockerfile, from).map(({ name }) => name));
      const hasUndeclared = [...names].some((name) => !globalScope(dockerfile).find(name));
      // Without a variable the name is wrong in every build; with an undeclared one that is the thing to say. One
      // default mends all that is written alike.
      const isSilent = names.size === 0 || hasUndeclared || isPassed(use, names) || said.has(image.text);
      said.add(image.text);
      const named = value === "" ? "empty, which names no image" : `"${value}", which names no image: ${problem}`;
      const fix = isSilent ? undefined : fallbackFix(image, value);
      report.as(isSilent ? "off" : "warning")(image, `Without build arguments ${image.text} is ${named}.`, fix);
    }
  },
});

/** Only a tag has a default that everyone knows. */
function fallbackFix(image: Word, value: string): Fix | undefined {
  const match = /^([^$]+:)\$\{?(\w+)\}?$/.exec(image.text);
  return match && value === match[1] ? suggestion(`Take latest without ${match[2]}`, replace(image, `${match[1]}\${${match[2]}:-latest}`)) : undefined;
}
