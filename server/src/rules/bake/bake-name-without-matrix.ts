import { encloses } from "../../base/span.ts";
import { faultsOfKind } from "../../workspace/bake-faults.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { removeAttribute } from "../bake-edits.ts";
import { safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeNameWithoutMatrix",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A target has a name attribute without a matrix, or a group has one of the two.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "name-without-matrix")) {
      const file = bake.files.find(({ uri }) => uri === fault.uri)?.bakeFile;
      const block = file && [...file.targets, ...file.groups].find(({ span }) => encloses(span, fault.span));
      const attribute = block?.attributes.get("name") ?? block?.attributes.get("matrix");
      if (!block || !attribute) {
        report({ uri: fault.uri, span: fault.span }, `${fault.detail}.`);
        continue;
      }
      const message = block.type === "group" ? `A group cannot have \`${attribute.name}\`.` : "`name` is for targets with a matrix; this target is named by its label.";
      const fix = file?.tree.language === "hcl" ? safeFix(`Remove ${attribute.name}`, { ...removeAttribute(sourceText(bake, fault.uri), attribute.span), uri: fault.uri }) : undefined;
      report({ uri: fault.uri, span: attribute.nameSpan }, message, fix);
    }
  },
});
