import type { Stage } from "../dockerfile.ts";
import { shortRepository } from "../images/image-reference.ts";

/** A name for a stage that has none, after its image: `golang`, or `golang-2` when that is taken. */
export function freeStageName(stage: Stage): string {
  const { base, dockerfile, index } = stage;
  const image = base.kind === "image" ? shortRepository(base.ref) : "";
  const stem = /^[a-z][a-z0-9._-]*$/.test(image) ? image : "stage";
  // A stage of the image's name would hide the image in the lines below it.
  const isUsed = (name: string): boolean =>
    dockerfile.stages.some((other) => other.name?.text.toLowerCase() === name || other.from.image?.text.toLowerCase() === name);
  if (stem !== "stage" && !isUsed(`${stem}-stage`)) return `${stem}-stage`;
  return `stage-${index}`;
}
