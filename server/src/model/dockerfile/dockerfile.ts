import type { Span } from "../../base/span.ts";
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
import type { ImageRef } from "./image-reference.ts";

/** What one Dockerfile means: its stages and how they build on each other. */
export interface Dockerfile {
  readonly tree: DockerfileTree;
  readonly text: string;
  /** ARGs before the first FROM, which only FROM lines see. */
  readonly metaArgs: readonly ArgDeclaration[];
  readonly stages: readonly Stage[];
  /** The stage that holds each instruction below a FROM, the FROM itself included. */
  stageOf(instruction: Instruction): Stage | undefined;
  /** A stage by its name (any case) or its number, only among those before `before` when it is given. */
  findStage(nameOrIndex: string, before?: number): Stage | undefined;
  /** All instructions of one kind in order, those inside ONBUILD left out. */
  all<K extends InstructionKind>(kind: K): readonly InstructionOf<K>[];
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

/** The stages a stage builds on within the file, itself first. */
export function stageChain(stage: Stage): Stage[] {
  const chain: Stage[] = [];
  let current: Stage | undefined = stage;
  while (current && !chain.includes(current)) {
    chain.push(current);
    current = current.base.kind === "stage" ? current.base.stage : undefined;
  }
  return chain;
}

/** What the chain of a stage finally starts from: an image, scratch or something unknown. */
export function rootBase(stage: Stage): StageBase {
  const chain = stageChain(stage);
  return chain[chain.length - 1]!.base;
}

/** The last instruction of these kinds in the stage itself. */
export function lastOwn<K extends InstructionKind>(stage: Stage, kind: K): InstructionOf<K> | undefined {
  for (let index = stage.instructions.length - 1; index >= 0; index--) {
    const instruction = stage.instructions[index]!;
    if (instruction.kind === kind) return instruction as unknown as InstructionOf<K>;
  }
  return undefined;
}

/** The instruction with this keyword that is in force at the end of the stage: its own, or the nearest ancestor's. */
export function lastInChain(stage: Stage, keyword: string): Instruction | undefined {
  for (const link of stageChain(stage)) {
    for (let index = link.instructions.length - 1; index >= 0; index--) {
      const instruction = link.instructions[index]!;
      if (instruction.keyword === keyword) return instruction;
    }
  }
  return undefined;
}

export function healthcheckOf(stage: Stage): HealthcheckInstruction | undefined {
  return lastInChain(stage, "HEALTHCHECK") as HealthcheckInstruction | undefined;
}

export function userOf(stage: Stage): WordsInstruction | undefined {
  return lastInChain(stage, "USER") as WordsInstruction | undefined;
}

/** CMD and ENTRYPOINT in force. A new ENTRYPOINT resets the CMD of the stages before it, as the builder does. */
export function startCommandOf(stage: Stage): { entrypoint: CommandInstruction | undefined; cmd: CommandInstruction | undefined } {
  let cmd: CommandInstruction | undefined;
  let entrypoint: CommandInstruction | undefined;
  for (const link of stageChain(stage)) {
    const ownCmd = lastKeyword(link, "CMD");
    const ownEntrypoint = lastKeyword(link, "ENTRYPOINT");
    if (!entrypoint && !cmd) cmd = ownCmd;
    else if (!entrypoint) cmd ??= ownCmd;
    entrypoint ??= ownEntrypoint;
    if (entrypoint) break;
  }
  return { entrypoint, cmd };
}

function lastKeyword(stage: Stage, keyword: "CMD" | "ENTRYPOINT"): CommandInstruction | undefined {
  for (let index = stage.instructions.length - 1; index >= 0; index--) {
    const instruction = stage.instructions[index]!;
    if (instruction.keyword === keyword && instruction.kind !== "unknown") return instruction as CommandInstruction;
  }
  return undefined;
}

/** Ports that the stage and its chain EXPOSE, as written, with `/tcp` left out. */
export function exposedPorts(stage: Stage): string[] {
  const ports: string[] = [];
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind === "EXPOSE") ports.push(...instruction.words.map((word) => word.text));
    }
  }
  return ports;
}
