import { bakeBlock } from "../data/bake-attributes.ts";
import type { BakeFile } from "../model/bake/bake-file.ts";
import type { Block } from "../syntax/hcl/tree.ts";
import type { EvaluationFault } from "./bake-evaluation.ts";
import { suggestName } from "./suggest.ts";

/** What buildx refuses before it evaluates anything: broken syntax, then blocks without exactly one name. */
export function syntaxFaults(files: readonly BakeFile[]): EvaluationFault[] {
  const faults: EvaluationFault[] = [];
  for (const { uri, tree } of files) {
    for (const { code, span, summary, detail } of tree.strictFaults) faults.push({ code: `syntax:${code}`, uri, span, summary, detail, weight: 1 });
  }
  for (const { uri, tree } of files) {
    for (const item of tree.body.items) {
      if (item.kind !== "block") continue;
      checkLabels(uri, item, faults);
      if (item.type === "function") checkKnown(uri, item, faults);
      if (item.type === "variable") for (const inner of item.body.items) if (inner.kind === "block" && inner.type === "validation") checkKnown(uri, inner, faults);
    }
  }
  return faults;
}

/** Functions and validations take nothing but what is known, unlike all other blocks. */
function checkKnown(uri: string, block: Block, faults: EvaluationFault[]): void {
  const known = bakeBlock(block.type);
  for (const item of block.body.items) {
    if (item.kind === "attribute" && !known.attributes.has(item.name)) {
      const hint = suggestName(item.name, known.attributes.keys());
      faults.push({ code: "unsupported-attribute", uri, span: item.nameSpan, summary: "Unsupported argument", detail: `An argument named "${item.name}" is not expected here.${hint}`, name: item.name, weight: 1 });
    } else if (item.kind === "block") {
      faults.push({ code: "unsupported-block", uri, span: item.typeSpan, summary: "Unsupported block type", detail: `Blocks of type "${item.type}" are not expected here.`, name: item.type, weight: 1 });
    }
  }
}

function checkLabels(uri: string, block: Block, faults: EvaluationFault[]): void {
  const { type, labels } = block;
  if (type !== "target" && type !== "group" && type !== "variable" && type !== "function") return;
  const extra = labels[1];
  if (labels.length === 0) {
    faults.push({ code: "missing-label", uri, span: block.openBrace ?? block.typeSpan, summary: `Missing name for ${type}`, detail: `All ${type} blocks must have 1 labels (name).`, weight: 1 });
  } else if (extra !== undefined) {
    faults.push({ code: "extra-label", uri, span: extra.span, summary: `Extraneous label for ${type}`, detail: `Only 1 labels (name) are expected for ${type} blocks.`, weight: 1 });
  }
}
