import { isKnown, textOf } from "../../eval/resolved-bake.ts";
import { checkByteSize, checkUlimit } from "../../eval/sizes.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInvalidSize",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A shm-size or a ulimit is not in the form that buildx accepts.",
  check: ({ bake, report }) => {
    for (const { shmSize, ulimits } of bake.resolved.targets.values()) {
      if (shmSize && isKnown(shmSize.value) && checkByteSize(shmSize.value) !== undefined) report(shmSize, `"${shmSize.value}" is no size; write a number with a unit, such as 128m.`);
      for (const limit of ulimits) {
        const problem = isKnown(limit.value) ? checkUlimit(limit.value) : undefined;
        if (problem !== undefined) report(limit, `"${textOf(limit)}" is no limit; write name=soft:hard, such as nofile=1024:2048. (${problem})`);
      }
    }
  },
});
