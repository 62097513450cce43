import type { EvaluatedVariable } from "../../eval/bake-evaluation.ts";
import { referencesOf } from "../../eval/references.ts";
import { textOf } from "../../eval/resolved-bake.ts";
import { imageReferenceProblem } from "../../model/dockerfile/images/image-grammar.ts";
import { expressionsIn } from "../../workspace/bake-uses.ts";
import { writtenTag } from "../../workspace/written-tags.ts";
import { writtenValue } from "../../workspace/written-values.ts";
import { insertAttribute } from "../bake-edits.ts";
import { type Fix, replace, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

type Bake = BakeContext["bake"];

export default defineRule({
  name: "BakeVariableNoDefault",
  language: "bake",
  category: "correctness",
  severity: "hint",
  summary: "A variable has no default, and without a value from the environment a tag or another text cannot be made.",
  check: ({ bake, report }) => {
    if (bake.isPartial) return;
    for (const variable of bake.evaluation.variables.values()) {
      if (!variable.block || variable.uri === undefined || variable.origin.kind !== "default" || hasDefault(variable)) continue;
      const broken = brokenTag(bake, variable.name);
      const place = { uri: variable.uri, span: variable.block.nameSpan };
      if (broken) report(place, `"${variable.name}" has no default: unless the environment sets it, the tag reads "${broken.tag}".`, broken.isTagPart ? defaultFix(bake, variable, "latest") : undefined);
      else if (isNullInText(bake, variable)) report(place, `"${variable.name}" is null unless the environment sets it, and null cannot be put into a text.`, defaultFix(bake, variable, ""));
    }
  },
});

/** `default = null` gives none. */
function hasDefault({ block }: EvaluatedVariable): boolean {
  const value = block?.attributes.get("default")?.value;
  return value !== undefined && !(value.kind === "keyword" && value.value === null);
}

/** A tag that is no image reference while the variable is empty, and whether the variable is all that stands behind its colon. */
function brokenTag(bake: Bake, name: string): { readonly tag: string; readonly isTagPart: boolean } | undefined {
  for (const target of bake.resolved.targets.values()) {
    for (const tag of target.tags) {
      const written = imageReferenceProblem(textOf(tag)) === undefined || textOf(tag) === "" ? undefined : writtenValue(bake, tag);
      if (!written || !referencesOf(written.expression).variables.some((reference) => reference.name === name)) continue;
      return { tag: textOf(tag), isTagPart: writtenTag(bake, tag)?.ref.tag === `\${${name}}` };
    }
  }
  return undefined;
}

function isNullInText(bake: Bake, { name, value }: EvaluatedVariable): boolean {
  if (value.kind !== "null") return false;
  const faults = bake.evaluation.faults.filter(({ code }) => code === "null-in-template");
  return faults.some(({ uri, span }) =>
    bake.files.some((file) => file.uri === uri && file.bakeFile !== undefined && expressionsIn(file.bakeFile.tree.body).some((expression) =>
      referencesOf(expression).variables.some((reference) => reference.name === name && span.start <= reference.span.start && reference.span.end <= span.end))));
}

function defaultFix(bake: Bake, { block, uri }: EvaluatedVariable, value: string): Fix | undefined {
  const file = bake.files.find((candidate) => candidate.uri === uri);
  const written = block?.attributes.get("default");
  if (!block || file?.role !== "bake-hcl") return undefined;
  const edit = written ? replace(written.valueSpan, `"${value}"`) : insertAttribute(file.text, block.block, [`default = "${value}"`]);
  return edit && suggestion(`Give it the default "${value}"`, { ...edit, uri: file.uri });
}
