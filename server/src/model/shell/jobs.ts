import type { Statement } from "../../syntax/shell/tree.ts";
import type { CommandUse } from "../../syntax/shell/walk.ts";

/** A statement that is left running in the background. */
export interface BackgroundJob {
  readonly statement: Statement;
  /** Its commands, in order. */
  readonly uses: readonly CommandUse[];
  /** Whether a later `wait` waits for it. Without one it is lost with the end of the script. */
  readonly isAwaited: boolean;
}

export function backgroundJobsOf(uses: readonly CommandUse[]): BackgroundJob[] {
  const byStatement = new Map<Statement, CommandUse[]>();
  uses.forEach((use) => {
    if (use.statement.separator?.operator !== "&") return;
    const known = byStatement.get(use.statement);
    if (known === undefined) byStatement.set(use.statement, [use]);
    else known.push(use);
  });
  const lastWait = uses.findLastIndex((use) => use.command.name?.value === "wait");
  const lastWaitStart = lastWait === -1 ? -1 : uses[lastWait]!.command.span.start;
  return [...byStatement].map(([statement, members]) => ({ statement, uses: members, isAwaited: statement.span.start < lastWaitStart }));
}
