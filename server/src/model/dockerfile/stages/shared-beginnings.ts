import type { Span } from "../../../base/span.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";

/** Two stages that start from the same image with the same steps. */
export interface SharedBeginning {
  readonly first: Stage;
  readonly second: Stage;
  /** How many instructions they share. */
  readonly length: number;
}

/** For each stage the earlier one that it has the most steps in common with, at least one RUN among them. */
export function sharedBeginnings(dockerfile: Dockerfile): SharedBeginning[] {
  const byImage = new Map<string, Stage[]>();
  return dockerfile.stages.flatMap((second) => {
    if (second.base.kind !== "image" || !second.from.image) return [];
    const key = imageText(second);
    const earlier = byImage.get(key) ?? [];
    byImage.set(key, [...earlier.slice(-maxCompared), second]);
    const shared = earlier.map((first) => ({ first, second, length: commonLength(first, second) }));
    const best = shared.reduce<SharedBeginning | undefined>((longest, next) => (longest && longest.length >= next.length ? longest : next), undefined);
    return best && best.first.instructions.slice(0, best.length).some(({ kind }) => kind === "RUN") ? [best] : [];
  });
}

/** Files of thousands of stages on one image are made by programs; each is compared with its neighbors alone. */
const maxCompared = 20;

/** From the flags of FROM to its image, as written. */
export function imageSpan({ from }: Stage): Span {
  return { start: from.argumentsSpan.start, end: from.image?.span.end ?? from.argumentsSpan.start };
}

/** From the line below FROM to the end of the last of these leading instructions, comments included. */
export function beginningSpan({ from, instructions, dockerfile }: Stage, length: number): Span {
  return { start: dockerfile.text.indexOf("\n", from.span.end) + 1, end: instructions[length - 1]!.span.end };
}

function imageText(stage: Stage): string {
  return stage.dockerfile.written(imageSpan(stage));
}

function commonLength({ instructions: a, dockerfile }: Stage, { instructions: b }: Stage): number {
  let length = 0;
  while (length < a.length && length < b.length && dockerfile.written(a[length]!) === dockerfile.written(b[length]!)) length++;
  return length;
}
