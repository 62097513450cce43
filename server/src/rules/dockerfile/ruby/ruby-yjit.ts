import { rootBase, type Stage } from "../../../model/dockerfile/dockerfile.ts";
import { startInstruction } from "../../../model/dockerfile/containers/runtime-programs.ts";
import { startWords } from "../../../model/dockerfile/containers/command-words.ts";
import { isOfficialImage, shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { stageVariable } from "../../../model/dockerfile/variables/stage-variables.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RubyYjit",
  aliases: [],
  language: "dockerfile",
  mentions: ["ruby"],
  category: "cache",
  severity: "off",
  summary: "A Ruby service runs without YJIT, the compiler that its Ruby brings.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const start = roleOf(stage, use) === "service" && hasYjit(stage) ? startInstruction(stage) : undefined;
      if (!start || ["RUBY_YJIT_ENABLE", "RUBYOPT"].some((name) => stageVariable(stage, name, stage.span.end) !== undefined) || startWords(stage).some((word) => word.includes("yjit"))) continue;
      report(start.keywordSpan, "Ruby runs without YJIT here; RUBY_YJIT_ENABLE=1 makes most services faster.", suggestion("Set RUBY_YJIT_ENABLE=1", insertLinesAbove(dockerfile.text, start.span.start, ["ENV RUBY_YJIT_ENABLE=1"])));
    }
  },
});

/** Ruby 3.2 was the first in which it counts as finished. */
function hasYjit(stage: Stage): boolean {
  const base = rootBase(stage);
  const release = base.kind === "image" && isOfficialImage(base.ref) && shortRepository(base.ref) === "ruby" ? /^(\d+)\.(\d+)/.exec(base.ref.tag ?? "") : null;
  return release !== null && (Number(release[1]) > 3 || (release[1] === "3" && Number(release[2]) >= 2));
}
