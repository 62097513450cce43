import { buildVariablesOf } from "../../../model/dockerfile/variables/expansions.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { isLikelyOfBase } from "../../../model/dockerfile/variables/base-variables.ts";
import { scopeBefore } from "../../../model/dockerfile/variables/scope.ts";
import type { PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insertBefore, lineBreakOf, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EnvSelfReference",
  aliases: ["DL3044"],
  language: "dockerfile",
  mentions: ["env"],
  category: "correctness",
  severity: "error",
  summary: "One ENV defines a name and uses it in another pair, which still sees the old value.",
  check: ({ dockerfile, report }) => {
    for (const env of dockerfile.all("ENV")) {
      if (env.pairs.length < 2) continue;
      const own = new Map(env.pairs.map((pair) => [pair.key.text, pair]));
      let next = 0;
      const stage = dockerfile.stageOf(env);
      for (const { name, span, operator } of buildVariablesOf(dockerfile, env)) {
        const definition = own.get(name);
        while (next + 1 < env.pairs.length && env.pairs[next]!.span.end < span.end) next++;
        const user = env.pairs[next];
        if (!definition || !user || user === definition || operator !== undefined) continue;
        // A value from before makes the old value a plausible wish.
        if (stage && name !== "PATH" && scopeBefore(stage, env).find(name)) continue;
        const isLater = definition.span.start < user.span.start;
        // An image of which nothing is known may set it.
        const isOpen = stage !== undefined && !baseFacts(stage).isKnown;
        const value = name === "PATH" ? "the old value" : isOpen ? "at most the base image's value" : "no value yet";
        // Who keeps the search path before it is changed wants the old one.
        const isWished = name === "PATH" ? !isLater : stage !== undefined && isLikelyOfBase(stage, name);
        const say = isWished ? report.as("off") : isOpen && name !== "PATH" ? report.as("warning") : report;
        say(span, `$${name} has ${value} here: pairs of one ENV do not see each other.`, isLater ? splitBefore(dockerfile.text, env, user.span.start) : undefined);
      }
    }
  },
});

/** Ends the instruction in front of the pair and begins a new one; a line continuation between them goes. */
function splitBefore(text: string, env: PairsInstruction, at: number): Fix | undefined {
  const before = env.pairs.findLast((pair) => pair.span.end <= at);
  if (!before || text.slice(before.span.end, at).includes("#")) return undefined;
  const keyword = text.slice(env.keywordSpan.start, env.keywordSpan.end);
  const gap = { start: before.span.end, end: at };
  return suggestion("Split it into two instructions", text.slice(gap.start, gap.end) === "" ? insertBefore(gap, " ") : replace(gap, `${lineBreakOf(text)}${keyword} `));
}
