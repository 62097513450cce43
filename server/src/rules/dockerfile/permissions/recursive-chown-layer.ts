import { countBefore } from "../../../model/dockerfile/dockerfile.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { type RepeatedTree, repeatedTrees } from "../../../model/dockerfile/files/repeated-trees.ts";
import { type Fix, insertAfter, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RecursiveChownLayer",
  aliases: [],
  language: "dockerfile",
  mentions: ["chmod", "chown"],
  category: "size",
  severity: "info",
  summary: "A step changes the owner or mode of a whole tree that earlier layers hold, which stores all of it again.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const tree of repeatedTrees(dockerfile)) {
      if (!shipped.has(tree.step.stage) || isBehindItsOnlyCopy(tree)) continue;
      const flag = tree.change.kind === "chown" ? "--chown" : "--chmod";
      report(tree.change, `This stores every file below ${tree.path} a second time; COPY ${flag} sets it at once.`, toFlag(dockerfile.text, tree));
    }
  },
});

/** That case has a hint of its own. */
function isBehindItsOnlyCopy({ step, copies }: RepeatedTree): boolean {
  const { instructions } = step.stage;
  return copies.length === 1 && instructions[countBefore(instructions, step.run.span.start) - 1] === copies[0] && copies[0]!.sources.length === 1;
}

function toFlag(text: string, { step, change, copies, isAll }: RepeatedTree): Fix | undefined {
  const owner = change.setting?.unquoted;
  if (!isAll || change.kind !== "chown" || owner === undefined || !/^[\w.-]+(?::[\w.-]+)?$/.test(owner) || change.invocation.wrappers.length > 0) return undefined;
  const plain = copies.filter(({ flags }) => !flags.some(({ name }) => name === "chown"));
  return suggestion(`Set the owner by COPY --chown=${owner}`, ...plain.map((copy) => insertAfter(copy.keywordSpan, ` --chown=${owner}`)), removeLines(text, step.run));
}
