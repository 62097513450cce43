import { faultsOfKind, placeOfFault } from "../../workspace/bake-faults.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

const quotedType = /^"((?:string|number|bool|any|(?:list|set|map)\([a-z]+\)))"$/;

export default defineRule({
  name: "BakeVariableTypeInvalid",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "The type of a variable is a quoted text or another expression instead of a type.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "variable-type")) {
      const file = bake.files.find(({ uri }) => uri === fault.uri);
      const block = file?.bakeFile?.variables.find(({ span }) => span.start <= fault.span.start && fault.span.end <= span.end);
      const span = block?.attributes.get("type")?.valueSpan ?? placeOfFault(fault).span;
      const type = quotedType.exec(sourceText(bake, fault.uri).slice(span.start, span.end))?.[1];
      const fix = type === undefined ? undefined : suggestion(`Change to ${type}`, { ...replace(span, type), uri: fault.uri });
      report({ uri: fault.uri, span }, "This is no type. Types are string, number, bool, any, list(…), set(…), map(…), tuple([…]) and object({…}).", fix);
    }
  },
});
