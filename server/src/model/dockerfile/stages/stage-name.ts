import type { Span } from "../../../base/span.ts";
import type { Stage } from "../dockerfile.ts";

/** What messages call a stage: its name, or its image where it has none. */
export function stageLabel(stage: Stage): string {
  return stage.name ? `Stage "${stage.name.text}"` : stage.dockerfile.stages.length > 1 ? `Stage ${stage.index}` : "The image";
}

/** The place of findings about a whole stage: `image AS name`. */
export function stageHeadSpan(stage: Stage): Span {
  const { image, name, span } = stage.from;
  if (!image) return { start: span.start, end: stage.from.headSpan.end };
  return { start: image.span.start, end: (name ?? image).span.end };
}
