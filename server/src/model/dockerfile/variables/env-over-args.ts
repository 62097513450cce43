import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, ownOfKind, type Stage } from "../dockerfile.ts";
import { buildVariablesOf } from "./expansions.ts";

/** An ARG that is replaced by an ENV of the same name before anything could use it. */
export interface EnvOverArg {
  readonly stage: Stage;
  readonly argument: PairsInstruction;
  readonly argumentPair: KeyValue;
  readonly env: PairsInstruction;
  readonly envPair: KeyValue;
}

/** In order. Of an ARG and an ENV the later one counts, so an ENV in front of the ARG hides nothing from the build. */
export const envOverArgs: (dockerfile: Dockerfile) => readonly EnvOverArg[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.stages.flatMap((stage) => stage.instructions.flatMap((argument, index) => {
    if (argument.kind !== "ARG") return [];
    return argument.pairs.flatMap((argumentPair): EnvOverArg[] => {
      const found = envBehind(stage, index, argumentPair.key.text);
      return found && !readsItself(dockerfile, found.env, argumentPair.key.text) ? [{ stage, argument, argumentPair, ...found }] : [];
    });
  })));

/** The ENV that hides an argument wherever these stages declare it; undefined when one of them, or a FROM, sees it. */
export function envOverEveryArg(dockerfile: Dockerfile, stages: ReadonlySet<Stage>, name: string): Span | undefined {
  if (dockerfile.metaArgs.some((arg) => arg.name === name)) return undefined;
  const hidden = new Map(envOverArgs(dockerfile).map(({ argumentPair, envPair }) => [argumentPair, envPair]));
  const declared = [...stages].flatMap((stage) => ownOfKind(stage, "ARG")).flatMap(({ pairs }) => pairs.filter(({ key }) => key.text === name));
  return declared.every((pair) => hidden.has(pair)) ? hidden.get(declared[0]!)?.span : undefined;
}

/** The names that a stage's own ENV lines set. */
const envNames = memoize((stage: Stage) => new Set(ownOfKind(stage, "ENV").flatMap(({ pairs }) => pairs.map(({ key }) => key.text))));

/** The ENV behind the ARG, when nothing in between could have used the argument. */
function envBehind(stage: Stage, index: number, name: string): Pick<EnvOverArg, "env" | "envPair"> | undefined {
  if (!envNames(stage).has(name)) return undefined;
  const mention = new RegExp(`\\b${name.replace(/\W/g, "\\$&")}\\b`);
  for (let at = index + 1; at < stage.instructions.length; at++) {
    const next = stage.instructions[at]!;
    const envPair = next.kind === "ENV" ? next.pairs.find(({ key }) => key.text === name) : undefined;
    if (next.kind === "ENV" && envPair) return { env: next, envPair };
    if (next.kind === "RUN" || next.kind === "ONBUILD" || mention.test(stage.dockerfile.written(next))) return undefined;
  }
  return undefined;
}

/** `ENV NAME=$NAME` hands the argument on; other pairs of the ENV may use it as well. */
function readsItself(dockerfile: Dockerfile, env: PairsInstruction, name: string): boolean {
  return buildVariablesOf(dockerfile, env).some((reference) => reference.name === name);
}
