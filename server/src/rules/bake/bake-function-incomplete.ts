import { faultsOfKind, placeOfFault } from "../../workspace/bake-faults.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { insertAttribute } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeFunctionIncomplete",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A function lacks params or result, or its parameters are not plain names.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "function")) {
      const block = bake.files.find((file) => file.uri === fault.uri)?.bakeFile?.functions.find((item) => item.span.start <= fault.span.start && fault.span.end <= item.span.end);
      const missing = ["params", "result"].filter((name) => block && !block.attributes.has(name));
      const edit = block && missing.includes("params") ? insertAttribute(sourceText(bake, fault.uri), block.block, ["params = []"]) : undefined;
      const fix = edit && suggestion("Add params = []", { ...edit, uri: fault.uri });
      if (block && missing.length > 0) report({ uri: fault.uri, span: block.labelSpan }, `Function "${block.name}" has no ${missing.join(" and no ")}.`, fix);
      else report(placeOfFault(fault), "Parameters are a list of plain names, such as [name, suffix].");
    }
  },
});
