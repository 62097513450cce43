import type { Dockerfile } from "../dockerfile.ts";
import { expandIn, globalScope, type Expanded } from "./scope.ts";
import type { DockerfileUse } from "../use.ts";

/** A text of a FROM line with the defaults of the ARGs put in. */
export function expandGlobal(dockerfile: Dockerfile, text: string): Expanded {
  return expandIn(globalScope(dockerfile), text, dockerfile.tree.escape);
}

/** Whether some bake target or Compose service passes a value for one of these build arguments, or one that cannot be read may. */
export function isPassed(use: DockerfileUse, names: Iterable<string>): boolean {
  if (use.isIncomplete) return true;
  for (const name of names) if (use.builds.some(({ args }) => args.has(name))) return true;
  return false;
}
