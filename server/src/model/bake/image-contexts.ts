import { imageReferenceProblem } from "../dockerfile/images/image-grammar.ts";
import { parseImageRef } from "../dockerfile/images/image-reference.ts";
import type { PinnableImage } from "../dockerfile/images/pinnable-images.ts";
import type { Expression } from "../../syntax/hcl/tree.ts";
import type { BakeFile, TargetBlock } from "./bake-file.ts";

const scheme = "docker-image://";

/** The contexts `docker-image://…` of a bake file that are written as plain strings and have no digest. */
export function pinnableContexts({ targets, tree }: BakeFile): PinnableImage[] {
  return targets.flatMap(contextValues).flatMap((value) => {
    if (value.kind !== "template" || value.form === "heredoc") return [];
    const { start, end } = value.contentSpan;
    const text = tree.text.slice(start, end);
    const ref = parseImageRef(text.slice(scheme.length));
    if (!text.startsWith(scheme) || ref.digest !== undefined || imageReferenceProblem(ref.text) !== undefined) return [];
    return [{ span: value.span, literal: { start: start + scheme.length, end }, ref }];
  });
}

function contextValues({ attributes }: TargetBlock): Expression[] {
  const context = attributes.get("context")?.value;
  const named = attributes.get("contexts")?.value;
  return [...(context ? [context] : []), ...(named?.kind === "object" ? named.items.map(({ value }) => value) : [])];
}
