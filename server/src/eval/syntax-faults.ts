import type { BakeFile } from "../model/bake/bake-file.ts";
import type { Block } from "../syntax/hcl/tree.ts";
import type { EvaluationFault } from "./bake-evaluation.ts";

/** What buildx refuses before it evaluates anything: broken syntax, then blocks without exactly one name. */
export function syntaxFaults(files: readonly BakeFile[]): EvaluationFault[] {
  const faults: EvaluationFault[] = [];
  for (const { uri, tree } of files) {
    for (const { code, span, summary, detail } of tree.strictFaults) faults.push({ code: `syntax:${code}`, uri, span, summary, detail, weight: 1 });
  }
  for (const { uri, tree } of files) {
    for (const item of tree.body.items) if (item.kind === "block") checkLabels(uri, item, faults);
  }
  return faults;
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
