/** What a step's name tells, such as `[web builder 2/5] RUN npm ci`. */
export interface StepName {
  readonly target: string | undefined;
  readonly platform: string | undefined;
  /** As BuildKit names it: undefined in a Dockerfile with a single stage, `stage-1` for an unnamed one among several. */
  readonly stage: string | undefined;
  /** The place among the stage's steps, from 1. */
  readonly index: number | undefined;
  readonly total: number | undefined;
  /** Work that no instruction asks for: loading definitions and contexts, exporting. */
  readonly isInternal: boolean;
  /** What is done: the instruction for a step of a stage. */
  readonly text: string;
}

/**
 * Reads a step's name. `hasTargets` says whether several targets are built: only then the first word in the brackets
 * is a target, and nothing in the name itself tells it from a stage.
 */
export function parseStepName(name: string, hasTargets: boolean): StepName {
  const brackets = /^\[([^\]]*)\]\s*(.*)$/s.exec(name);
  const words = brackets ? brackets[1]!.split(/\s+/).filter((word) => word !== "") : [];
  const text = brackets ? brackets[2]! : name;
  const isBakeItself = words.length === 1 && words[0] === "internal";
  const target = hasTargets && !isBakeItself ? words.shift() : undefined;
  const platform = words[0] !== undefined && isPlatform(words[0]) ? words.shift() : undefined;
  const place = /^(\d+)\/(\d+)$/.exec(words.at(-1) ?? "");
  if (place) words.pop();
  const isInternal = !place;
  return {
    target,
    platform,
    stage: isInternal ? undefined : words.join(" ") || undefined,
    index: place ? Number(place[1]) : undefined,
    total: place ? Number(place[2]) : undefined,
    isInternal,
    text,
  };
}

function isPlatform(word: string): boolean {
  return /^[a-z0-9_]+\/[a-z][a-z0-9_]*(\/\w+)?(->[\w/]+)?$/.test(word);
}
