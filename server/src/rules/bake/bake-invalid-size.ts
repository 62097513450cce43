import { isKnown, type Sourced, textOf } from "../../eval/resolved-bake.ts";
import { checkByteSize, checkUlimit } from "../../eval/sizes.ts";
import { changeText } from "../bake-edits.ts";
import { type Fix, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInvalidSize",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A shm-size or a ulimit is not in the form that buildx accepts.",
  check: ({ bake, report }) => {
    for (const { shmSize, ulimits } of bake.resolved.targets.values()) {
      if (shmSize && isKnown(shmSize.value) && checkByteSize(shmSize.value) !== undefined) report(shmSize, `"${shmSize.value}" is no size; write a number with a unit, such as 128m.`, changeSize(bake, shmSize, shmSize.value));
      for (const limit of ulimits) {
        const problem = isKnown(limit.value) ? checkUlimit(limit.value) : undefined;
        if (problem !== undefined) report(limit, `"${textOf(limit)}" is no limit; write name=soft:hard, such as nofile=1024:2048. (${problem})`);
      }
    }
  },
});

/** A blank too many, or a unit with a letter too many, is what people write. */
function changeSize(bake: BakeContext["bake"], item: Sourced<string>, size: string): Fix | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt])(?:i?bytes?|i?b|egs?|igs?|egabytes?|igabytes?)?\s*$/i.exec(size);
  const plain = match && match[1]! + match[2]!.toLowerCase();
  const edit = plain ? changeText(bake, item, size, plain) : undefined;
  return edit && suggestion(`Change to "${plain}"`, edit);
}
