import { memoize } from "../../../base/memoize.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** The names of all ARGs of a Dockerfile, in any stage or before the first one, those in ONBUILD included. */
export const declaredArgs: (dockerfile: Dockerfile) => ReadonlySet<string> = memoize((dockerfile: Dockerfile) => {
  const declarations = dockerfile.tree.instructions.map((instruction) => (instruction.kind === "ONBUILD" ? instruction.inner : instruction));
  return new Set(declarations.flatMap((instruction) => (instruction?.kind === "ARG" ? instruction.pairs.map((pair) => pair.key.text) : [])));
});

/** The names of those in ONBUILD alone, which the images declare that build on this one. */
export const onbuildArgs: (dockerfile: Dockerfile) => ReadonlySet<string> = memoize((dockerfile: Dockerfile) =>
  new Set(dockerfile.tree.instructions.flatMap((instruction) => (instruction.kind === "ONBUILD" && instruction.inner?.kind === "ARG" ? instruction.inner.pairs.map((pair) => pair.key.text) : []))));
