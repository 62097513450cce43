import type { Comment } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Comments that switch rules off, for one place or for the file. */
export function ignorePragmas(dockerfile: Dockerfile): Comment[] {
  return dockerfile.tree.comments.filter((comment) => /^(?:bakewell|hadolint)\s+(?:global\s+)?ignore(?:-file)?\s*=/i.test(comment.text));
}

/** Those that give no reason: neither behind another `#` nor in a comment right above. */
export function unexplainedPragmas(dockerfile: Dockerfile): Comment[] {
  const pragmas = new Set(ignorePragmas(dockerfile));
  const { comments } = dockerfile.tree;
  return comments.filter((comment, index) => {
    if (!pragmas.has(comment) || /#\s*\S/.test(comment.text)) return false;
    const above = comments[index - 1];
    const isAdjacent = above !== undefined && dockerfile.text.slice(above.span.end, comment.span.start).split("\n").length === 2;
    return !isAdjacent || pragmas.has(above) || above.text === "";
  });
}
