import { isKnown } from "../../eval/resolved-bake.ts";
import { isPush } from "../../workspace/target-roles.ts";
import { setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeOutputCompression",
  language: "bake",
  category: "size",
  severity: "off",
  summary: "A pushed image does not choose the compression of its layers.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const output of target.output) {
        if (!isPush(output) || !isKnown(output.value) || output.value.has("compression")) continue;
        // Outputs that are equal are joined; changing one of them would part them.
        const isOnly = target.output.length === 1 && bake.evaluation.targets.get(output.ownerTarget)?.attributes.get("output")?.entries?.length === 1;
        const edit = isOnly ? setKey(bake, output, "compression", "zstd") : undefined;
        report(output, "The layers are compressed with gzip, which is larger and slower to unpack than zstd.", edit && suggestion("Compress with zstd", edit));
      }
    }
  },
});
