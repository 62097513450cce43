import type { Sourced } from "../../eval/resolved-bake.ts";
import { changeText } from "../bake-edits.ts";
import { type Fix, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeStdinContext",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A context or Dockerfile is \"-\", which bake does not accept.",
  check: ({ bake, report }) => {
    for (const { context, dockerfile } of bake.resolved.targets.values()) {
      if (context.value === "-") report(context, "bake takes no context from standard input; name a folder.", change(bake, context, "."));
      if (dockerfile.value === "-") report(dockerfile, "bake takes no Dockerfile from standard input; name a file or use dockerfile-inline.", change(bake, dockerfile, "Dockerfile"));
    }
  },
});

function change(bake: BakeContext["bake"], item: Sourced<string>, path: string): Fix | undefined {
  const edit = changeText(bake, item, "-", path);
  return edit && suggestion(`Change to "${path}"`, edit);
}
