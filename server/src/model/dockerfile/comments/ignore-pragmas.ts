import type { Comment } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Comments that switch rules off, for one place or for the file. */
export function ignorePragmas(dockerfile: Dockerfile): Comment[] {
  return dockerfile.tree.comments.filter((comment) => /^(?:bakewell|hadolint)\s+(?:global\s+)?ignore(?:-file)?\s*=/i.test(comment.text));
}
