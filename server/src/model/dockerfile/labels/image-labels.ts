import type { Span } from "../../../base/span.ts";
import { type Stage, stageChain } from "../dockerfile.ts";

/** The labels that a stage's image gets from its own steps and those below it; the value is undefined where variables decide. */
export function labelsOf(stage: Stage): Map<string, { readonly value: string | undefined; readonly span: Span }> {
  const labels = new Map<string, { value: string | undefined; span: Span }>();
  for (const link of stageChain(stage).reverse()) {
    for (const instruction of link.instructions) {
      if (instruction.kind !== "LABEL") continue;
      for (const { key, value, span } of instruction.pairs) {
        const plain = (text: string): string => text.replace(/^(["'])(.*)\1$/s, "$2");
        const text = value === undefined ? "" : plain(value.text);
        labels.set(plain(key.text), { value: /[$\\]/.test(text) ? undefined : text, span });
      }
    }
  }
  return labels;
}
