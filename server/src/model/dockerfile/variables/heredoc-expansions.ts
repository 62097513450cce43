import type { Heredoc } from "../../../syntax/dockerfile/tree.ts";
import { heredocVariables, type VariableReference } from "../../../syntax/dockerfile/words.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { scopeBefore } from "./scope.ts";

/** What the delimiter of a heredoc in COPY or ADD makes of the variables in its body. */
export interface HeredocExpansion {
  readonly heredoc: Heredoc;
  readonly stage: Stage;
  /** Those that the build replaces by nothing, since nobody defines them. */
  readonly lost: readonly VariableReference[];
  /** Those that the build replaces by a value. */
  readonly replaced: readonly VariableReference[];
  /** In a body that is kept as it is: those that only the build knows, as arguments, and no container will. */
  readonly kept: readonly VariableReference[];
}

export function heredocExpansions(dockerfile: Dockerfile): HeredocExpansion[] {
  return [...dockerfile.all("COPY"), ...dockerfile.all("ADD")].flatMap((copy) => {
    const stage = dockerfile.stageOf(copy);
    if (!stage || copy.heredocs.length === 0) return [];
    const scope = scopeBefore(stage, copy);
    return copy.heredocs.map((heredoc) => {
      const { references } = heredocVariables(dockerfile.text, { ...heredoc, isQuoted: false });
      const plain = references.filter(({ operator }) => operator === undefined);
      const kindOf = ({ name }: VariableReference) => scope.find(name)?.kind;
      if (!heredoc.isQuoted) return { heredoc, stage, lost: plain.filter((one) => kindOf(one) === undefined), replaced: references.filter((one) => kindOf(one) !== undefined || one.operator !== undefined), kept: [] };
      const body = dockerfile.written(heredoc.body);
      const kept = plain.filter((one) => (kindOf(one) === "arg" || kindOf(one) === "platform") && !isSetIn(body, one.name));
      return { heredoc, stage, lost: [], replaced: [], kept };
    });
  });
}

/** Whether a script sets the variable itself: by an assignment, a loop, `read` or `export`. */
function isSetIn(body: string, name: string): boolean {
  return new RegExp(`(?:^|[^\\w$])${name}\\+?=|\\b(?:for|read|local|export|declare|env|set)\\b[^\\n]*\\b${name}\\b`).test(body);
}
