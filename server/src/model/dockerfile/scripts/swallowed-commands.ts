import type { Span } from "../../../base/span.ts";
import { isPosixLike } from "../../../syntax/shell/dialect.ts";
import { instructionSource, joinedSlice } from "../../../syntax/shell/source.ts";
import type { RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { scriptOf } from "./scripts.ts";

/** A comment behind a command of a RUN that goes on in further lines: joined into one, they are all part of the comment. */
export interface SwallowedCommand {
  readonly run: RunInstruction;
  /** From the `#` to the end of its line, continuation left out. */
  readonly comment: Span;
  /** Where the continuation of that line stands. */
  readonly join: number;
  /** What is never run, as the shell would have got it. */
  readonly lost: string;
}

export function swallowedCommands(dockerfile: Dockerfile): SwallowedCommand[] {
  return dockerfile.all("RUN").flatMap((run) => swallowedIn(dockerfile, run) ?? []);
}

function swallowedIn(dockerfile: Dockerfile, run: RunInstruction): SwallowedCommand | undefined {
  if (run.command?.form !== "shell" || run.heredocs.length > 0 || !dockerfile.written(run.command).includes("#")) return undefined;
  const { script, shell } = scriptOf(dockerfile, run);
  if (!script || !isPosixLike(shell)) return undefined;
  const source = instructionSource(dockerfile.text, run.command.span, dockerfile.tree.escape);
  const { start } = source.place;
  const index = commentStart(source.masked);
  const join = index < 0 ? undefined : source.joins.find((candidate) => candidate.start > index);
  if (!join || (script.statements.at(-1)?.span.end ?? 0) > start + index) return undefined;
  const lost = joinedSlice(source, join.end, source.original.length).trim();
  if (lost === "") return undefined;
  const end = index + source.original.slice(index, join.start).trimEnd().length;
  return { run, comment: { start: start + index, end: start + end }, join: start + join.start, lost };
}

/** The `#` that opens the first comment of a script on one line, -1 when there is none. */
function commentStart(text: string): number {
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === "\\" && quote !== "'") index++;
    else if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "#" && /^$|[\s;&|()]/.test(text.slice(Math.max(0, index - 1), index))) return index;
  }
  return -1;
}
