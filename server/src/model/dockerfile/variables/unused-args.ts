import { isPredefinedArg } from "../../../data/predefined-args.ts";
import { readsEnvironment } from "../../shell/environment-readers.ts";
import { memoize } from "../../../base/memoize.ts";
import type { KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { type InstructionScript, scriptOf } from "../scripts/scripts.ts";
import { buildVariablesOf } from "./expansions.ts";
import { isMentionedAfter, stagesOn } from "./mentions.ts";

/** An ARG that has no effect whatever is passed for it. */
export interface UnusedArg {
  readonly instruction: PairsInstruction;
  readonly pair: KeyValue;
  /** Undefined for one in front of the first FROM. */
  readonly stage: Stage | undefined;
}

/** Names that package managers, shells and the builder look up by themselves. */
const readByItself = /^(?:DEB(?:IAN|CONF)_|APT_|LC_|PIP_|BUILDKIT_|LANG(?:UAGE)?$|TZ$|TERM$|HOME$|PATH$|USER$|SHELL$|SOURCE_DATE_EPOCH$|CURL_|WGET|SSL_|.*_proxy$)|CACHE_?BUST|BUST|INVALIDATE/i;

export function unusedArgs(dockerfile: Dockerfile): UnusedArg[] {
  const { stages } = dockerfile;
  const globals = usedGlobals(dockerfile);
  const meta = stages.length === 0 ? [] : dockerfile.metaArgs.flatMap(({ instruction, pair, name }) =>
    (strayIn(instruction) || globals.has(name) || readByItself.test(name) || isPredefinedArg(name) ? [] : [{ instruction, pair, stage: undefined }]));
  return [...meta, ...stages.flatMap(unusedIn)];
}

function unusedIn(stage: Stage): UnusedArg[] {
  const declared = stage.instructions.flatMap((instruction): UnusedArg[] => {
    // Behind a blank too many a word is the end of a value rather than an argument.
    if (instruction.kind !== "ARG" || strayIn(instruction)) return [];
    return instruction.pairs.map((pair) => ({ instruction, pair, stage }));
  });
  const unused = new Map<string, KeyValue>();
  return declared.reverse().filter(({ pair }) => {
    if (!isUnused(stage, pair, unused.get(pair.key.text))) return false;
    unused.set(pair.key.text, pair);
    return true;
  }).reverse();
}

function strayIn({ pairs }: PairsInstruction): boolean {
  return pairs.some(({ key, value }, index) => key.text === "" || (value === undefined && pairs[index - 1]?.value !== undefined));
}

/** The names that FROM lines and other global ARGs use, and those that stages declare again. */
function usedGlobals(dockerfile: Dockerfile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const instruction of dockerfile.tree.instructions) {
    const isGlobal = dockerfile.stageOf(instruction) === undefined;
    const inner = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
    if (inner?.kind === "ARG" && !isGlobal) for (const { key } of inner.pairs) names.add(key.text);
    if (isGlobal || instruction.kind === "FROM") for (const { name } of buildVariablesOf(dockerfile, instruction)) names.add(name);
  }
  return names;
}

/** One that is declared once more below, where it is unused as well, is unused unless it is mentioned in between. */
function isUnused(stage: Stage, { key, span }: KeyValue, unusedBelow: KeyValue | undefined): boolean {
  const name = key.text;
  if (name === "" || readByItself.test(name)) return false;
  const isMentioned = unusedBelow ? stage.dockerfile.text.slice(span.end, unusedBelow.key.span.start).split(/\W+/).includes(name) : isMentionedAfter(stage, name, span.end);
  if (isMentioned) return false;
  return lastReader(stage) < span.end && stagesOn(stage).every((other) => lastReader(other) < 0);
}

/** Whether a program in a script, or one that is not understood, may read any variable. */
const mayReadAny = memoize(({ script, instruction, invocations }: InstructionScript): boolean =>
  (!script && instruction.command?.form === "shell") || invocations.length === 0 || invocations.some(readsEnvironment));

/** The last instruction of a stage in which a program may read any variable; triggers may hold anything. */
const lastReader = memoize((stage: Stage): number => {
  const reader = stage.instructions.findLast((instruction) => {
    if (instruction.kind === "ONBUILD") return true;
    if (instruction.kind !== "RUN") return false;
    return mayReadAny(scriptOf(stage.dockerfile, instruction));
  });
  return reader?.span.start ?? -1;
});
