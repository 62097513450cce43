import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { parseDockerfile } from "../../../syntax/dockerfile/parse.ts";
import type { Comment } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";

/** A HEALTHCHECK instruction that was turned into comment lines. */
export interface CommentedHealthcheck {
  readonly stage: Stage;
  /** From the first `#` to the end of the last line. */
  readonly span: Span;
  readonly comments: readonly Comment[];
  /** What has to go to bring it back: each `#` with the blank behind it. */
  readonly marks: readonly Span[];
}

/** The commented-out health checks of a Dockerfile in order; computed once. */
export const commentedHealthchecks: (dockerfile: Dockerfile) => readonly CommentedHealthcheck[] = memoize(findAll);

export function hasCommentedHealthcheck(stage: Stage): boolean {
  return commentedHealthchecks(stage.dockerfile).some((one) => one.stage === stage);
}

function findAll(dockerfile: Dockerfile): CommentedHealthcheck[] {
  const { comments } = dockerfile.tree;
  const all: CommentedHealthcheck[] = [];
  for (const [index, comment] of comments.entries()) {
    if (comment.inside || !looksMeant(comment.text) || isExample(dockerfile, index)) continue;
    const lines = continuedLines(dockerfile, index);
    const stage = stageAt(dockerfile, comment.span.start);
    if (!lines || !stage || !isHealthcheck(lines.map((line) => line.text).join("\n"), dockerfile.tree.escape)) continue;
    const marks = lines.map(({ span }) => ({ start: span.start, end: dockerfile.text[span.start + 1] === " " ? span.start + 2 : span.start + 1 }));
    all.push({ stage, span: { start: comment.span.start, end: lines[lines.length - 1]!.span.end }, comments: lines, marks });
  }
  return all;
}

/** Prose may begin with the word as well; a check has flags, an array or something that no sentence holds. */
function looksMeant(text: string): boolean {
  return /^HEALTHCHECK\s+(?:--\w|\\$|`$|CMD\s+(?:\[|\S*[/.]|(?:curl|wget|nc|python3?|node|ruby|php|pg_isready|redis-cli|mysqladmin|celery|pgrep|test)\s)|CMD\s*[\\`]$)/i.test(text);
}

/** Whether the comment right above introduces it, or is another line of what somebody is to write in a file of their own. */
function isExample(dockerfile: Dockerfile, index: number): boolean {
  const [above, comment] = [dockerfile.tree.comments[index - 1], dockerfile.tree.comments[index]!];
  if (!above || dockerfile.text.slice(above.span.end, comment.span.start).trim() !== "") return false;
  return /:\s*$|\be\.?g\b|example/i.test(above.text) || /^FROM\s/i.test(above.text.trim());
}

const maxLines = 40;

/** The comment and those below it that it continues in; undefined when the last of them goes on into something else. */
function continuedLines(dockerfile: Dockerfile, index: number): Comment[] | undefined {
  const { comments, escape } = dockerfile.tree;
  const lines = [comments[index]!];
  while (lines[lines.length - 1]!.text.endsWith(escape)) {
    if (lines.length === maxLines) return undefined;
    const last = lines[lines.length - 1]!;
    const next = comments[index + lines.length];
    if (!next || dockerfile.text.slice(last.span.end, next.span.start).trim() !== "") return undefined;
    lines.push(next);
  }
  return lines;
}

function isHealthcheck(text: string, escape: string): boolean {
  const directive = escape === "`" ? "# escape=`\n" : "";
  const { instructions, faults } = parseDockerfile(`${directive}FROM scratch\n${text}\n`);
  const check = instructions[1];
  return instructions.length === 2 && check?.kind === "HEALTHCHECK" && !check.isNone && faults.length === 0;
}

function stageAt(dockerfile: Dockerfile, offset: number): Stage | undefined {
  let at: Stage | undefined;
  for (const stage of dockerfile.stages) if (stage.span.start <= offset) at = stage;
  return at;
}
