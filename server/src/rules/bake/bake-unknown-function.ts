import { closestName } from "../../base/closest-name.ts";
import { functionNames } from "../../workspace/bake-names.ts";
import { faultsOfKind, placeOfFault, isLoadedWithOthers } from "../../workspace/bake-faults.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeUnknownFunction",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A call names a function that neither the standard library nor the files define.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "unknown-function")) {
      const { name } = fault;
      if (name === undefined) continue;
      const place = placeOfFault(fault);
      const close = closestName(name, functionNames(bake));
      const isName = sourceText(bake, place.uri).slice(place.span.start, place.span.end) === name;
      const fix = close !== undefined && isName ? suggestion(`Change to ${close}`, { ...replace(place.span, close), uri: place.uri }) : undefined;
      report.as(isLoadedWithOthers(bake) ? "info" : "error")(place, `There is no function "${name}".${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
    }
  },
});
