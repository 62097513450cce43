import { labelsOf } from "../../model/dockerfile/labels/image-labels.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { nameOfUri } from "../../base/uri.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeLabelOverlap",
  language: "cross-file",
  category: "style",
  severity: "hint",
  summary: "Bake file and Dockerfile set one label to different values.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile || !stage) continue;
      const inFile = labelsOf(stage);
      for (const [name, label] of target.labels) {
        const other = inFile.get(name);
        if (other === undefined || other.value === undefined || !isKnown(label.value) || label.value === other.value) continue;
        const edit = removeValue(bake, label);
        const fix = edit && suggestion("Keep the label of the Dockerfile", edit);
        report({ uri: label.uri, span: label.keySpan ?? label.span }, `This wins over LABEL ${name} in line ${dockerfile.lines.positionAt(other.span.start).line + 1} of ${nameOfUri(dockerfile.uri)}.`, fix);
      }
    }
  },
});
