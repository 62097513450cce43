import { sourceText } from "../../workspace/source-text.ts";
import { removeAttribute } from "../bake-edits.ts";
import { safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeDockerfileInlineConflict",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A target has both dockerfile and dockerfile-inline; the former is ignored.",
  check: ({ bake, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      for (const { attributes } of bakeFile?.targets ?? []) {
        const file = attributes.get("dockerfile");
        const inline = attributes.get("dockerfile-inline");
        // Anything but a text may be null, and then the file counts.
        if (!file || inline?.value.kind !== "template") continue;
        const fix = bakeFile?.tree.language === "hcl" ? safeFix("Remove dockerfile", { ...removeAttribute(sourceText(bake, uri), file.span), uri }) : undefined;
        report({ uri, span: file.span }, "`dockerfile` has no effect beside `dockerfile-inline`.", fix);
      }
    }
  },
});
