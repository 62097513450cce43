import { closestName } from "../../base/closest-name.ts";
import { nameOfUri } from "../../base/uri.ts";
import type { EvaluationFault } from "../../eval/bake-evaluation.ts";
import { variablesAt } from "../../workspace/bake-names.ts";
import { declaredElsewhere, faultsOfKind, isLoadedWithOthers, placeOfFault } from "../../workspace/bake-faults.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { type Fix, insert, lineBreakOf, replace, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeUndefinedVariable",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "An expression uses a name that no variable, matrix axis or parameter defines.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "undefined-variable")) {
      if (fault.name === undefined) continue;
      const others = declaredElsewhere(bake, fault.name);
      const close = others.length > 0 ? undefined : closestName(fault.name, variablesAt(bake, fault));
      const hint = others.length > 0 ? ` ${nameOfUri(others[0]!)} declares it, but is not loaded with this file.` : close === undefined ? "" : ` Did you mean "${close}"?`;
      // A file that is loaded with others by -f is not wrong because it is looked at alone.
      const severity = isLoadedWithOthers(bake) ? "info" : "error";
      report.as(severity)(placeOfFault(fault), `There is no variable "${fault.name}".${hint}`, ...fixesFor(bake, fault, close));
    }
  },
});

function fixesFor(bake: BakeContext["bake"], fault: EvaluationFault, close: string | undefined): Fix[] {
  const text = sourceText(bake, fault.uri);
  const { span } = placeOfFault(fault);
  if (text.slice(span.start, span.end) !== fault.name || text.trimStart().startsWith("{")) return [];
  const lineBreak = lineBreakOf(text);
  const first = bake.files.find((file) => file.uri === fault.uri)?.bakeFile?.tree.body.items[0];
  const declare = suggestion(`Declare the variable "${fault.name}"`, { ...insert(first?.span.start ?? 0, [`variable "${fault.name}" {`, "  default = \"\"", "}", "", ""].join(lineBreak)), uri: fault.uri });
  return close === undefined ? [declare] : [suggestion(`Change to ${close}`, { ...replace(span, close), uri: fault.uri }), declare];
}
