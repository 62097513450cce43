import { encloses } from "../../base/span.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { faultsOfKind, hasSyntaxFaults, placeOfFault } from "../../workspace/bake-faults.ts";
import { removeValue } from "../bake-edits.ts";
import { safeFix } from "../fix.ts";
import { type BakeContext, defineRule, type FilePlace } from "../rule.ts";

export default defineRule({
  name: "BakeEmptyGroup",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A group lists no targets, or one of them twice.",
  check: ({ bake, report }) => {
    for (const fault of hasSyntaxFaults(bake) ? [] : faultsOfKind(bake, "missing-targets")) report.as("error")(placeOfFault(fault), fault.better?.message ?? "The group has no `targets`.");
    for (const group of bake.evaluation.groups.values()) {
      if (group.isMatrix || group.isNull) continue;
      if (group.targets.length === 0 && isWrittenEmpty(bake, group)) report(group, `The group "${group.name}" is empty.`);
      const seen = new Set<string>();
      for (const member of group.targets) {
        if (!isKnown(member.value) || !isInGroup(bake, member)) continue;
        const edit = seen.has(member.value) ? removeValue(bake, member) : undefined;
        if (seen.has(member.value)) report.as("hint")(member, `The group "${group.name}" lists "${member.value}" twice.`, edit && safeFix("Remove the repetition", edit));
        seen.add(member.value);
      }
    }
  },
});

/** A list that is made by an expression may have members elsewhere. */
function isWrittenEmpty(bake: BakeContext["bake"], { uri, span }: FilePlace): boolean {
  const block = bake.files.find((file) => file.uri === uri)?.bakeFile?.groups.find((group) => encloses(group.span, span));
  return block?.attributes.get("targets")?.value.kind === "tuple";
}

/** What an expression puts together from values elsewhere, nobody wrote twice. */
function isInGroup(bake: BakeContext["bake"], { uri, span }: FilePlace): boolean {
  return bake.files.find((file) => file.uri === uri)?.bakeFile?.groups.some((group) => encloses(group.span, span)) === true;
}
