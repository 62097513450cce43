import type { CopyInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { copiesFrom, plainPath, sourcePaths } from "./copy-paths.ts";

/** The source of a COPY or ADD that takes all of the build context, or all that lies in its top folder. */
export function wholeContextSource(copy: CopyInstruction): Word | undefined {
  if (copiesFrom(copy) !== undefined || copy.flags.some(({ name }) => name === "exclude")) return undefined;
  return sourcePaths(copy).find((word) => /^(?:\.|\.\/|\/|\*|\.\/\*)$/.test(plainPath(word)));
}
