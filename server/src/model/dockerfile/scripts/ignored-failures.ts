import { memoize } from "../../../base/memoize.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { Separator, Statement } from "../../../syntax/shell/tree.ts";
import type { CommandUse } from "../../../syntax/shell/walk.ts";
import { decisiveCalls } from "./decisive-commands.ts";
import type { InstructionScript } from "./scripts.ts";

/** A call whose failure does not end its script, though the image needs what it brings. */
export interface IgnoredFailure {
  readonly invocation: Invocation;
  /** The semicolon at which the script goes on. */
  readonly separator: Separator;
  /** The statement behind it. */
  readonly next: Statement;
  readonly use: CommandUse;
  /** The script ends at failures, but not at one in front of `&&`. */
  readonly isInSpiteOfErrexit: boolean;
}

/** The calls whose failure is lost at a semicolon, of several in one list the last. */
export const ignoredFailures = memoize((script: InstructionScript): readonly IgnoredFailure[] => {
  const found = new Map<Separator, IgnoredFailure>();
  for (const invocation of decisiveCalls(script)) {
    const failure = ignoredFailure(script, invocation);
    const known = failure && found.get(failure.separator);
    if (failure && (!known || known.invocation.span.start < invocation.span.start)) found.set(failure.separator, failure);
  }
  return [...found.values()];
});

function ignoredFailure({ facts }: InstructionScript, invocation: Invocation): IgnoredFailure | undefined {
  const { use, outer } = invocation;
  if (!use || outer !== undefined || use.scope.parent !== undefined || use.isFailureIgnored) return undefined;
  const { separator, list } = use.statement;
  const next = use.siblings[use.statementIndex + 1];
  if (separator?.operator !== ";" || !next || list.operators.slice(use.listIndex).some(({ operator }) => operator === "||")) return undefined;
  const isInSpiteOfErrexit = facts.optionsBefore(use).errexit;
  return isInSpiteOfErrexit && use.listIndex === list.pipelines.length - 1 ? undefined : { invocation, separator, next, use, isInSpiteOfErrexit };
}
