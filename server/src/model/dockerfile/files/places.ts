import type { Stage } from "../dockerfile.ts";
import { resolveInImage, workdirBefore } from "./workdir.ts";

/** A path as an instruction at `offset` of a stage means it: absolute, from the working directory where it is relative. */
export function placeIn(stage: Stage, offset: number, path: string): string {
  return path.startsWith("/") ? resolveInImage("/", path) : resolveInImage(workdirBefore(stage, offset), path);
}
