import type { Span } from "../../../base/span.ts";
import type { Word } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, rootBase, type Stage, stageChain, userOf } from "../dockerfile.ts";
import { roleOf } from "../role.ts";
import type { DockerfileUse } from "../use.ts";
import type { ImageRef } from "./image-reference.ts";

/** A distroless image in the variant that runs as root. */
export interface RootDistroless {
  readonly word: Word;
  readonly ref: ImageRef;
  /** The colon and the tag in the text; empty where none is written. */
  readonly tag: Span;
  /** The tag of the same variant that does not run as root; undefined where it is not known or cannot be written there. */
  readonly nonroot: string | undefined;
}

/** Those that stages are shipped on which do not change the user. Services are left to whoever judges their user. */
export function rootDistroless(dockerfile: Dockerfile, use: DockerfileUse): RootDistroless[] {
  const found = new Map<Stage, RootDistroless>();
  for (const stage of dockerfile.stages) {
    const role = roleOf(stage, use);
    if ((role !== "job" && role !== "product") || userOf(stage)) continue;
    const root = stageChain(stage).at(-1)!;
    const image = rootBase(stage) === root.base ? readImage(root) : undefined;
    if (image) found.set(root, image);
  }
  return [...found.values()];
}

function readImage({ base, from: { image: word } }: Stage): RootDistroless | undefined {
  if (base.kind !== "image" || !word || base.ref.registry !== "gcr.io" || !base.ref.repository.startsWith("distroless/")) return undefined;
  const { ref } = base;
  const { tag, digest } = ref;
  if (tag?.includes("nonroot") || (tag === undefined && digest !== undefined)) return undefined;
  const { end } = word.span;
  const span = { start: tag === undefined ? end : end - tag.length - 1, end };
  const isPlain = digest === undefined && word.text === ref.text && word.text.length === end - word.span.start;
  return { word, ref, tag: span, nonroot: isPlain ? nonrootTag(tag ?? "latest") : undefined };
}

/** `latest` becomes `nonroot`, `debug-amd64` becomes `debug-nonroot-amd64`. */
function nonrootTag(tag: string): string | undefined {
  const match = /^(latest|debug)((?:-(?:amd64|arm64|arm|s390x|ppc64le|riscv64))?)$/.exec(tag);
  return match ? `${match[1] === "debug" ? "debug-" : ""}nonroot${match[2]}` : undefined;
}
