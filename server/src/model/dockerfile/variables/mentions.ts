import { memoize } from "../../../base/memoize.ts";
import { type Dockerfile, ownOfKind, type Stage, stageChain } from "../dockerfile.ts";
import { possibleBases } from "../stages/possible-bases.ts";

const name = /[A-Za-z_]\w*/g;

/** Where each name stands last in a stage, whatever it is there: a variable, a part of a script, a word of a comment. */
const lastMentions = memoize((stage: Stage): ReadonlyMap<string, number> => {
  const last = new Map<string, number>();
  const { text } = stage.dockerfile;
  const start = stage.from.headSpan.end;
  for (const match of text.slice(start, stage.span.end).matchAll(name)) last.set(match[0], start + match.index);
  return last;
});

/** The stages that build on each stage, directly or not, or may do so by a variable in FROM. */
const descendants = memoize((dockerfile: Dockerfile): ReadonlyMap<Stage, readonly Stage[]> => {
  const found = new Map<Stage, Stage[]>();
  for (const stage of dockerfile.stages) {
    const chain = stageChain(stage);
    const possible = chain.flatMap(possibleBases).flatMap(stageChain);
    for (const below of new Set([...chain.slice(1), ...possible])) {
      const list = found.get(below);
      if (list) list.push(stage);
      else found.set(below, [stage]);
    }
  }
  return found;
});

export function stagesOn(stage: Stage): readonly Stage[] {
  return descendants(stage.dockerfile).get(stage) ?? [];
}

/** Whether a name appears behind an offset of the stage, or in a stage that builds on it. */
export function isMentionedAfter(stage: Stage, variable: string, offset: number): boolean {
  return lastMention(stage, variable) >= offset || stagesOn(stage).some((other) => lastMention(other, variable) >= 0);
}

/** Names to look for one by one; of more it is cheaper to read the stage once. */
const fewNames = 8;

/** The offset, or -1. */
function lastMention(stage: Stage, variable: string): number {
  if (ownOfKind(stage, "ARG").length > fewNames) return lastMentions(stage).get(variable) ?? -1;
  const { text } = stage.dockerfile;
  const start = stage.from.headSpan.end;
  for (let end = stage.span.end - variable.length; end >= start; end--) {
    end = text.lastIndexOf(variable, end);
    if (end < start) return -1;
    if (!/\w/.test(text.charAt(end - 1)) && !/\w/.test(text.charAt(end + variable.length))) return end;
  }
  return -1;
}
