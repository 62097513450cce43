import { memoize } from "../base/memoize.ts";
import { nameOfUri } from "../base/uri.ts";
import type { EvaluationFault } from "../eval/bake-evaluation.ts";
import { defaultLookup } from "../eval/bake-set.ts";
import { isKnown } from "../eval/resolved-bake.ts";
import { type BakeSetEvaluation, targetKey } from "./bake-sets.ts";

/**
 * What an evaluation fault is about. Each fault has one kind; `other` gathers what needs no advice of its own. Syntax is left
 * to the parser's faults, which are made for editors.
 */
export type BakeFaultKind =
  | "undefined-variable" | "unknown-function" | "cycle" | "function" | "attribute-type" | "missing-targets" | "block-name" | "labels"
  | "variable-value" | "variable-type" | "validation" | "matrix-name-required" | "matrix-name-repeated" | "matrix-name-characters" | "name-without-matrix" | "matrix-value"
  | "syntax" | "other";

const kinds: Readonly<Record<string, BakeFaultKind>> = {
  "unknown-variable": "undefined-variable",
  "unknown-function": "unknown-function",
  "function-cycle": "cycle", "variable-cycle": "cycle", "reference-cycle": "cycle",
  "incomplete-function": "function", "invalid-parameters": "function",
  "wrong-type": "attribute-type",
  "missing-attribute": "missing-targets",
  "missing-label": "labels", "extra-label": "labels",
  "invalid-variable": "variable-value",
  "invalid-type": "variable-type",
  "validation-failed": "validation",
  "duplicate-name": "matrix-name-repeated",
};

export function faultKindOf(fault: EvaluationFault): BakeFaultKind {
  const { code, detail, name } = fault;
  if (code.startsWith("syntax:")) return "syntax";
  if (code === "invalid-name") return name === undefined ? "matrix-name-characters" : "block-name";
  if (code !== "invalid-matrix") return kinds[code] ?? "other";
  if (detail.startsWith("duplicate name")) return "matrix-name-required";
  return detail.startsWith("matrix ") && !detail.endsWith("for groups") ? "matrix-value" : "name-without-matrix";
}

export function faultsOfKind(bake: BakeSetEvaluation, ...wanted: readonly BakeFaultKind[]): EvaluationFault[] {
  return bake.evaluation.faults.filter((fault) => wanted.includes(faultKindOf(fault)));
}

/** Where a fault is best shown, and what is said there: buildx's own words unless they mislead. */
export function placeOfFault({ uri, span, better }: EvaluationFault): { uri: string; span: EvaluationFault["span"] } {
  return { uri, span: better?.span ?? span };
}

export function messageOfFault({ summary, detail, better }: EvaluationFault): string {
  return better?.message ?? (detail === "" ? summary : `${summary}: ${detail}`);
}

/** Whether a file cannot be read in full, so that what seems to be missing may just not be readable. */
export function hasSyntaxFaults(bake: BakeSetEvaluation): boolean {
  return hasComposeFaults(bake) || bake.files.some((file) => (file.bakeFile?.tree.faults.length ?? 0) > 0);
}

/** Whether services of Compose files may be missing, because something in those files is in error. */
export function hasComposeFaults({ evaluation }: Pick<BakeSetEvaluation, "evaluation">): boolean {
  return evaluation.faults.some((fault) => fault.code.startsWith("compose:"));
}

/**
 * Whether the set is seen without files that are meant to be loaded with it by `-f`: other bake files lie beside it and nothing
 * says which, or a variable or target that it lacks stands in a file that it does not load.
 */
export function isLoadedWithOthers(bake: BakeSetEvaluation): boolean {
  return bake.isPartial || faultsOfKind(bake, "undefined-variable").some(({ name }) => name !== undefined && declaredElsewhere(bake, name).length > 0) || lacksTargetOfCompanion(bake);
}

/** The names in groups and lists of inherits that no file of the set defines. */
export const missingTargets = memoize(({ evaluation, resolved }: BakeSetEvaluation): readonly string[] => {
  const named = [...[...evaluation.groups.values()].flatMap(({ targets }) => targets), ...[...resolved.targets.values()].flatMap(({ inherits }) => inherits)];
  return named.flatMap(({ value }) => (isKnown(value) && !evaluation.targets.has(value) && !evaluation.groups.has(value) ? [value] : []));
});

/** A file with one of the usual names is loaded on its own in its folder, not beside others. */
function lacksTargetOfCompanion(bake: BakeSetEvaluation): boolean {
  return missingTargets(bake).some((name) => declaredElsewhere(bake, targetKey(name)).some((uri) => !defaultLookup.includes(nameOfUri(uri))));
}

/** The files that declare something, by its key in `DeclaredNames`, and are not loaded with the set. */
export function declaredElsewhere(bake: BakeSetEvaluation, name: string): string[] {
  return (bake.declaredAnywhere.get(name) ?? []).filter((uri) => bake.files.every((file) => file.uri !== uri));
}
