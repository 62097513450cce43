import type { Dockerfile } from "../dockerfile.ts";

/** The names of all ARGs of a Dockerfile, in any stage or before the first one, those in ONBUILD included. */
export function declaredArgs(dockerfile: Dockerfile): Set<string> {
  const declarations = dockerfile.tree.instructions.map((instruction) => (instruction.kind === "ONBUILD" ? instruction.inner : instruction));
  return new Set(declarations.flatMap((instruction) => (instruction?.kind === "ARG" ? instruction.pairs.map((pair) => pair.key.text) : [])));
}
