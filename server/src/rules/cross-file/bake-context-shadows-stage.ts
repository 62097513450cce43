import { textOf } from "../../eval/resolved-bake.ts";
import { nameOfUri } from "../../base/uri.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeContextShadowsStage",
  language: "cross-file",
  category: "correctness",
  severity: "info",
  summary: "A named context has the name of a stage, which it silently replaces.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile } of links) {
      for (const [name, context] of target.contexts) {
        const stage = dockerfile?.dockerfile?.stages.find((candidate) => candidate.name?.text.toLowerCase() === name.toLowerCase());
        // An empty stage is a placeholder for the context of its name, or a default for builds without one.
        if (!stage || stage.instructions.length === 0) continue;
        if (links.some((link) => textOf(context) === `target:${link.target.name}` && link.dockerfile === dockerfile && link.stage === stage)) continue;
        const edit = removeValue(bake, context);
        report({ uri: context.uri, span: context.keySpan ?? context.span }, `The context "${name}" replaces the stage of this name in ${nameOfUri(dockerfile!.uri)}.`, edit && suggestion("Remove the context and build the stage", edit));
      }
    }
  },
});
