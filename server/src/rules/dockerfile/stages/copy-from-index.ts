import { stageReferences } from "../../../model/dockerfile/stages/stage-references.ts";
import { freeStageName } from "../../../model/dockerfile/stages/stage-names.ts";
import { insertAfter, replace, safeFix, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyFromIndex",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "A COPY names a stage by its number, which shifts when a stage is inserted.",
  check: ({ dockerfile, report }) => {
    for (const { span, text, target, isIndex } of stageReferences(dockerfile)) {
      if (!isIndex || !target) continue;
      const { name, from } = target;
      const isClear = name !== undefined && dockerfile.findStage(name.text, dockerfile.stages.length) === target;
      const free = freeStageName(target);
      const fix = name
        ? isClear ? safeFix(`Use the name ${name.text}`, replace(span, name.text)) : undefined
        : from.image && suggestion(`Name the stage ${free}`, insertAfter(from.image, from.keyword === dockerfile.written(from.keywordSpan) ? ` AS ${free}` : ` as ${free}`), replace(span, free));
      report(span, `Stage ${text} is another one as soon as a stage is inserted above it; a name stays.`, fix);
    }
  },
});
