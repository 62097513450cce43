import { findBakeBlock } from "../../data/bake-attributes.ts";
import type { EvaluationFault } from "../../eval/bake-evaluation.ts";
import { faultsOfKind, placeOfFault } from "../../workspace/bake-faults.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { type Fix, insertAfter, insertBefore, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeAttributeType",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "An attribute has a value of the wrong type, such as a text where a list is needed.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "attribute-type")) {
      report(placeOfFault(fault), messageOf(fault), listFix(bake, fault));
    }
  },
});

const needs: readonly (readonly [RegExp, string])[] = [
  [/^list of map of string required|^list of string required|^set of|^list of/, "needs a list"],
  [/^map of string required/, "needs a map, { NAME = value }"],
  [/^a bool is required|^bool required/, "needs true or false"],
  [/^string required/, "needs a text"],
  [/^null value is not allowed/, "cannot be null"],
];

function messageOf(fault: EvaluationFault): string {
  const reason = fault.detail.replace(/^Unsuitable value: /, "");
  const known = needs.find(([pattern]) => pattern.test(reason));
  return known ? `\`${fault.name}\` ${known[1]}.` : `\`${fault.name}\`: ${reason}.`;
}

/** A single text becomes a list of one. */
function listFix(bake: BakeContext["bake"], fault: EvaluationFault): Fix | undefined {
  const { uri, span } = placeOfFault(fault);
  const written = sourceText(bake, uri).slice(span.start, span.end);
  const isList = findBakeBlock("target")?.attributes.get(fault.name ?? "")?.type.startsWith("list") === true || fault.name === "targets";
  if (!isList || !/^"(?:[^"\\\n]|\\.)*"$/.test(written) || !/list of/.test(fault.detail)) return undefined;
  return suggestion("Make it a list", { ...insertBefore(span, "["), uri }, { ...insertAfter(span, "]"), uri });
}
