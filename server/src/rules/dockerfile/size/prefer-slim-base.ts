import { slimVariants } from "../../../data/image-variants.ts";
import { externalBases } from "../../../model/dockerfile/images/external-images.ts";
import { shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { needsFullVariant, slimTagOf } from "../../../model/dockerfile/images/slim-variants.ts";
import { chainsOf } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferSlimBase",
  aliases: [],
  language: "dockerfile",
  mentions: Object.keys(slimVariants),
  category: "size",
  severity: "hint",
  summary: "A shipped stage is based on the full variant of a language's image, compilers and headers included.",
  check: ({ dockerfile, use, report }) => {
    const shipped = chainsOf(dockerfile.stages.filter((stage) => /^(?:service|job)$/.test(roleOf(stage, use)) && !needsFullVariant(stage)));
    for (const { stage, word, ref, isFromVariable } of externalBases(dockerfile, use)) {
      const slim = shipped.has(stage) ? slimTagOf(ref) : undefined;
      if (slim === undefined) continue;
      const start = word.span.end - ref.tag!.length;
      const isWritten = !isFromVariable && dockerfile.text.slice(start, word.span.end) === ref.tag;
      report(word, `This variant of ${shortRepository(ref)} brings compilers and headers that a running program seldom needs; ${slim} leaves them out.`, isWritten ? suggestion(`Use ${slim}`, replace({ start, end: word.span.end }, slim)) : undefined);
    }
  },
});
