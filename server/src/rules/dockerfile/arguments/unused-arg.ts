import { unusedArgs } from "../../../model/dockerfile/variables/unused-args.ts";
import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UnusedArg",
  aliases: [],
  language: "dockerfile",
  mentions: ["arg"],
  category: "style",
  severity: "hint",
  tags: ["unnecessary"],
  summary: "Nothing uses an ARG: no instruction names it, and no program runs that could read it.",
  check: ({ dockerfile, report }) => {
    const unused = unusedArgs(dockerfile);
    const removals = argumentRemovals(dockerfile, unused.map(pairArgument));
    for (const { instruction, pair, stage } of unused) {
      const where = stage ? "Nothing below" : "No FROM, and no stage,";
      // Where blanks stand around an equals sign, words are taken for arguments that are none.
      const edit = instruction.pairs.some(({ key }) => key.text === "") ? undefined : removals.get(pair);
      report(pair.key, `${where} uses the argument ${pair.key.text}.`, edit && suggestion(`Remove ${pair.key.text}`, edit));
    }
  },
});
