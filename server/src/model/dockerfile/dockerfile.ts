import { AttachedMap } from "../../base/attached-map.ts";
import { groupBy } from "../../base/group-by.ts";
import { memoize } from "../../base/memoize.ts";
import type { Span, Spanned } from "../../base/span.ts";
import type {
  CommandInstruction,
  DockerfileTree,
  FromInstruction,
  HealthcheckInstruction,
  Instruction,
  InstructionKind,
  InstructionOf,
  KeyValue,
  PairsInstruction,
  Word,
  WordsInstruction,
} from "../../syntax/dockerfile/tree.ts";
import type { ImageRef } from "./images/image-reference.ts";

/** What one Dockerfile means: its stages and how they build on each other. */
export interface Dockerfile {
  readonly tree: DockerfileTree;
  readonly text: string;
  /** A part of an instruction as it is written. What only needs that is not done again when other instructions change. */
  written(part: Spanned | Span): string;
  /** ARGs before the first FROM, which only FROM lines see. */
  readonly metaArgs: readonly ArgDeclaration[];
  readonly stages: readonly Stage[];
  /** The stage that holds each instruction below a FROM, the FROM itself included. */
  stageOf(instruction: Instruction): Stage | undefined;
  /** A stage by its name (any case) or its number, only among those before `before` when it is given. */
  findStage(nameOrIndex: string, before?: number): Stage | undefined;
  /** All instructions of one kind in order, those inside ONBUILD left out. */
  all<K extends InstructionKind>(kind: K): readonly InstructionOf<K>[];
  /** Gives once what this was before an edit, and what the edit changed, as bits for what `noteRead` says. */
  takeEarlier(): EarlierDockerfile | undefined;
}

export interface EarlierDockerfile {
  readonly dockerfile: Dockerfile;
  readonly changed: number;
}

export interface Stage {
  readonly index: number;
  readonly dockerfile: Dockerfile;
  readonly from: FromInstruction;
  /** The name as written behind AS. */
  readonly name: Word | undefined;
  readonly base: StageBase;
  /** What stands below FROM, up to the next FROM. */
  readonly instructions: readonly Instruction[];
  /** From FROM to the end of the last instruction. */
  readonly span: Span;
}

/** What a stage starts from. */
export type StageBase =
  | { readonly kind: "scratch" }
  | { readonly kind: "stage"; readonly stage: Stage }
  /** `ref` is the reference with the defaults of ARGs put in. */
  | { readonly kind: "image"; readonly ref: ImageRef; readonly isFromVariable: boolean }
  /** A variable without a usable default decides, so nothing is known. */
  | { readonly kind: "variable"; readonly text: string }
  | { readonly kind: "missing" };

export interface ArgDeclaration {
  readonly instruction: PairsInstruction;
  readonly pair: KeyValue;
  readonly name: string;
  /** The default with earlier ARGs put in; undefined without one or where it depends on something unknown. */
  readonly defaultValue: string | undefined;
}

/** Chains are cut here, so that what is asked of each stage's chain stays linear in a file of thousands of stages. */
const longestChain = 200;

/** The stages a stage builds on within the file, itself first; the far end of a very long chain is left out. */
export function stageChain(stage: Stage): Stage[] {
  const chain = [stage];
  // A stage only ever builds on an earlier one, so this ends.
  for (let { base } = stage; base.kind === "stage" && chain.length < longestChain; base = base.stage.base) chain.push(base.stage);
  return chain;
}

/** The stages that some stages build on, these included. */
export function chainsOf(stages: readonly Stage[]): Set<Stage> {
  return new Set(stages.flatMap(stageChain));
}

const roots = new AttachedMap<Stage, StageBase>();

/** What the chain of a stage finally starts from, however long it is: an image, scratch or something unknown. */
export function rootBase(stage: Stage): StageBase {
  const passed: Stage[] = [];
  let current = stage;
  let root = roots.get(current);
  while (!root) {
    passed.push(current);
    if (current.base.kind !== "stage") root = current.base;
    else {
      current = current.base.stage;
      root = roots.get(current);
    }
  }
  for (const link of passed) roots.set(link, root);
  return root;
}

const instructionsByKind = memoize((stage: Stage) => groupBy(stage.instructions, ({ kind }) => kind));

/** The stage's own instructions of one kind, in order; what is asked for each instruction must not scan its stage again. */
export function ownOfKind<K extends InstructionKind>(stage: Stage, kind: K): readonly InstructionOf<K>[] {
  return (instructionsByKind(stage).get(kind) ?? []) as unknown as readonly InstructionOf<K>[];
}

/** How many of these, which stand in the order of the text, start in front of an offset. */
export function countBefore(ordered: readonly Spanned[], offset: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle]!.span.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last instruction of these kinds in the stage itself. */
export function lastOwn<K extends InstructionKind>(stage: Stage, kind: K): InstructionOf<K> | undefined {
  return ownOfKind(stage, kind).at(-1);
}

/** The instruction of this kind that is in force at the end of the stage: its own, or the nearest ancestor's. */
export function lastInChain<K extends InstructionKind>(stage: Stage, kind: K): InstructionOf<K> | undefined {
  for (const link of stageChain(stage)) {
    const found = lastOwn(link, kind);
    if (found) return found;
  }
  return undefined;
}

export const healthcheckOf = memoize((stage: Stage): HealthcheckInstruction | undefined => lastInChain(stage, "HEALTHCHECK"));

export function userOf(stage: Stage): WordsInstruction | undefined {
  return lastInChain(stage, "USER");
}

/** The instructions that say what a container starts. */
export interface StartCommand {
  readonly entrypoint: CommandInstruction | undefined;
  readonly cmd: CommandInstruction | undefined;
}

/** CMD and ENTRYPOINT in force. A new ENTRYPOINT resets the CMD of the stages before it, as the builder does. */
export const startCommandOf = memoize(readStartCommand);

function readStartCommand(stage: Stage): StartCommand {
  let cmd: CommandInstruction | undefined;
  let entrypoint: CommandInstruction | undefined;
  for (const link of stageChain(stage)) {
    const ownCmd = lastOwn(link, "CMD");
    const ownEntrypoint = lastOwn(link, "ENTRYPOINT");
    if (!entrypoint && !cmd) cmd = ownCmd;
    else if (!entrypoint) cmd ??= ownCmd;
    entrypoint ??= ownEntrypoint;
    if (entrypoint) break;
  }
  return { entrypoint, cmd };
}

/** Ports that the stage and its chain EXPOSE, as written, with `/tcp` left out. */
export const exposedPorts: (stage: Stage) => readonly string[] = memoize((stage: Stage) =>
  stageChain(stage).flatMap((link) => ownOfKind(link, "EXPOSE")).flatMap(({ words }) => words.map((word) => word.text)));
