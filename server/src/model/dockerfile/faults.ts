import type { Span } from "../../base/span.ts";
import type { Instruction } from "../../syntax/dockerfile/tree.ts";
import type { Fault } from "../../syntax/fault.ts";
import type { Dockerfile } from "./dockerfile.ts";

/** The faults of these codes, in order. */
export function faultsOf(dockerfile: Dockerfile, ...codes: readonly string[]): readonly Fault[] {
  return dockerfile.tree.faults.filter(({ code }) => codes.includes(code));
}

/** The instruction that holds a place; the inner one for what stands in an ONBUILD. */
export function instructionAt(dockerfile: Dockerfile, place: Span): Instruction | undefined {
  const { instructions } = dockerfile.tree;
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instructions[middle]!.span.end < place.end) low = middle + 1;
    else high = middle;
  }
  let found: Instruction | undefined = instructions[low];
  while (found?.kind === "ONBUILD" && found.inner && found.inner.keywordSpan.start <= place.start) found = found.inner;
  return found;
}
