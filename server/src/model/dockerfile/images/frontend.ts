import type { Directive } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { type ImageRef, parseImageRef } from "./image-reference.ts";

/** What the syntax directive says: the image that reads the file instead of the builder's own frontend. */
export interface Frontend {
  readonly directive: Directive;
  readonly ref: ImageRef;
  /** Whether it is Docker's own (a mirror of it included), so that its instructions and flags are known. */
  readonly isDocker: boolean;
  /** Major and minor version of Docker's frontend as far as the tag says them: `1` is `[1]`. */
  readonly version: readonly number[];
}

/** The frontend that the file asks for; undefined without a syntax directive. */
export function frontendOf(dockerfile: Dockerfile): Frontend | undefined {
  const directive = dockerfile.tree.directives.find(({ name }) => name === "syntax");
  if (!directive) return undefined;
  // BuildKit takes the first word; what follows it is passed to the frontend.
  const ref = parseImageRef(directive.value.trim().split(/\s+/)[0] ?? "");
  const isDocker = /(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(ref.repository);
  const version = /^(\d+)(?:\.(\d+))?(?:\.\d+)?(?:-|$)/.exec(ref.tag ?? "");
  return { directive, ref, isDocker, version: version ? version.slice(1, 3).filter((part) => part !== undefined).map(Number) : [] };
}

/** Whether another frontend than Docker's reads the file, which may know further instructions and flags. */
export function hasForeignFrontend(dockerfile: Dockerfile): boolean {
  return frontendOf(dockerfile)?.isDocker === false;
}
