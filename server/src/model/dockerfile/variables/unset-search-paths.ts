import type { Span } from "../../../base/span.ts";
import type { VariableReference } from "../../../syntax/dockerfile/words.ts";
import { baseFacts } from "../images/base-facts.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { buildVariablesOf } from "./expansions.ts";
import { scopeBefore } from "./scope.ts";

/** A search path that is extended by its old value, although it has none. */
export interface UnsetSearchPath {
  readonly reference: VariableReference;
  /** The reference with the colon that is left over. */
  readonly span: Span;
  readonly isAtEnd: boolean;
}

/** In these an empty part stands for the current folder. */
const searchPath = /^(?:LD_LIBRARY_PATH|LIBRARY_PATH|C_INCLUDE_PATH|CPLUS_INCLUDE_PATH|CPATH|PYTHONPATH|CLASSPATH|PERL5LIB|NODE_PATH|GOPATH|MANPATH|RUBYLIB)$/;

export function unsetSearchPaths(dockerfile: Dockerfile): UnsetSearchPath[] {
  const { text } = dockerfile;
  return dockerfile.all("ENV").flatMap((env) => {
    const stage = dockerfile.stageOf(env);
    if (!stage || !baseFacts(stage).isKnown) return [];
    const candidates = outermost(buildVariablesOf(dockerfile, env)).filter(({ name, operator }) => operator === undefined && searchPath.test(name));
    if (candidates.length === 0) return [];
    const scope = scopeBefore(stage, env);
    let next = 0;
    return candidates.flatMap((reference): UnsetSearchPath[] => {
      const { name, span } = reference;
      while (next + 1 < env.pairs.length && env.pairs[next]!.span.end < span.end) next++;
      // A variable that surely is unset is reported as such.
      if (env.pairs[next]?.key.text !== name || scope.find(name) || !scope.isOpen) return [];
      if (text[span.start - 1] === ":") return [{ reference, span: { start: span.start - 1, end: span.end }, isAtEnd: true }];
      return text[span.end] === ":" ? [{ reference, span: { start: span.start, end: span.end + 1 }, isAtEnd: false }] : [];
    });
  });
}

/** Without those within another one: in `${NAME:+…}` the variable has a value. They are in the order of their starts. */
function outermost(references: readonly VariableReference[]): VariableReference[] {
  let end = -1;
  return references.filter(({ span }) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}
