import { asSpan, type Span, type Spanned } from "../../base/span.ts";
import { changedParts } from "../../syntax/dockerfile/kept-instructions.ts";
import type { DockerfileTree, FromInstruction, Instruction, InstructionKind, InstructionOf, PairsInstruction } from "../../syntax/dockerfile/tree.ts";
import { expandWord } from "../../syntax/dockerfile/words.ts";
import type { ArgDeclaration, Dockerfile, EarlierDockerfile, Stage, StageBase } from "./dockerfile.ts";
import { parseImageRef } from "./images/image-reference.ts";

/** Reads the meaning of a tree. Linear in the number of instructions. `before` is what the text meant before an edit. */
export function readDockerfile(tree: DockerfileTree, before?: Dockerfile): Dockerfile {
  return new ReadDockerfile(tree, before);
}

class ReadDockerfile implements Dockerfile {
  readonly tree: DockerfileTree;
  private readonly source: string;
  readonly metaArgs: ArgDeclaration[] = [];
  readonly stages: Stage[] = [];
  private readonly byName = new Map<string, Stage[]>();
  private readonly stageByInstruction = new Map<Instruction, Stage>();
  private byKind: Map<InstructionKind, Instruction[]> | undefined;
  private earlier: EarlierDockerfile | undefined;

  constructor(tree: DockerfileTree, before: Dockerfile | undefined) {
    this.tree = tree;
    this.source = tree.text;
    this.earlier = before && earlierThan(tree, before);
    const froms: number[] = [];
    for (const [index, instruction] of tree.instructions.entries()) {
      if (instruction.kind === "FROM") froms.push(index);
      else if (froms.length === 0 && instruction.kind === "ARG") this.readMetaArg(instruction);
    }
    for (const [order, first] of froms.entries()) this.addStage(tree.instructions.slice(first, froms[order + 1]));
  }

  get text(): string {
    return this.tree.text;
  }

  written(part: Spanned | Span): string {
    const { start, end } = asSpan(part);
    return this.source.slice(start, end);
  }

  stageOf(instruction: Instruction): Stage | undefined {
    return this.stageByInstruction.get(instruction);
  }

  all<K extends InstructionKind>(kind: K): readonly InstructionOf<K>[] {
    return this.ofKind(kind) as unknown as readonly InstructionOf<K>[];
  }

  takeEarlier(): EarlierDockerfile | undefined {
    const { earlier } = this;
    this.earlier = undefined;
    return earlier;
  }

  private readMetaArg(instruction: PairsInstruction): void {
    for (const pair of instruction.pairs) {
      const defaultValue = pair.value === undefined ? undefined : this.expand(pair.value.text);
      this.metaArgs.push({ instruction, pair, name: pair.key.text, defaultValue });
    }
  }

  private addStage(instructions: readonly Instruction[]): void {
    const from = instructions[0] as FromInstruction;
    const last = instructions[instructions.length - 1]!;
    const stage: Stage = {
      index: this.stages.length,
      dockerfile: this,
      from,
      name: from.name,
      base: this.readBase(from),
      instructions: instructions.slice(1),
      span: { start: from.span.start, end: last.span.end },
    };
    for (const instruction of instructions) this.stageByInstruction.set(instruction, stage);
    this.stages.push(stage);
    if (from.name) {
      const key = from.name.text.toLowerCase();
      const namesakes = this.byName.get(key);
      if (namesakes) namesakes.push(stage);
      else this.byName.set(key, [stage]);
    }
  }

  private readBase(from: FromInstruction): StageBase {
    if (!from.image) return { kind: "missing" };
    const written = from.image.text;
    const image = this.expand(written);
    if (image === undefined || image === "") return { kind: "variable", text: written };
    const stage = this.findByName(image, this.stages.length);
    if (stage) return { kind: "stage", stage };
    if (image === "scratch") return { kind: "scratch" };
    return { kind: "image", ref: parseImageRef(image), isFromVariable: written.includes("$") };
  }

  private expand(text: string): string | undefined {
    if (!/[$"'\\`]/.test(text)) return text;
    const { value, unresolved } = expandWord(text, (name) => this.lookUpMetaArg(name), this.tree.escape);
    return unresolved.length > 0 ? undefined : value;
  }

  private lookUpMetaArg(name: string): string | undefined {
    for (let index = this.metaArgs.length - 1; index >= 0; index--) {
      const arg = this.metaArgs[index]!;
      if (arg.name === name) return arg.defaultValue;
    }
    return undefined;
  }

  private findByName(name: string, before: number): Stage | undefined {
    const namesakes = this.byName.get(name.toLowerCase()) ?? [];
    for (let index = namesakes.length - 1; index >= 0; index--) {
      const stage = namesakes[index]!;
      if (stage.index < before) return stage;
    }
    return undefined;
  }

  findStage(nameOrIndex: string, before: number = this.stages.length): Stage | undefined {
    const named = this.findByName(nameOrIndex, before);
    if (named) return named;
    if (!/^\d+$/.test(nameOrIndex)) return undefined;
    const index = Number(nameOrIndex);
    return index < before ? this.stages[index] : undefined;
  }

  private ofKind(kind: InstructionKind): readonly Instruction[] {
    if (!this.byKind) {
      this.byKind = new Map();
      for (const instruction of this.tree.instructions) {
        const list = this.byKind.get(instruction.kind);
        if (list) list.push(instruction);
        else this.byKind.set(instruction.kind, [instruction]);
      }
    }
    return this.byKind.get(kind) ?? [];
  }
}

/** What was never asked for the one before is about what came before that. */
function earlierThan(tree: DockerfileTree, before: Dockerfile): EarlierDockerfile {
  const changed = changedParts(before.tree, tree);
  const skipped = before.takeEarlier();
  return skipped ? { dockerfile: skipped.dockerfile, changed: skipped.changed | changed } : { dockerfile: before, changed };
}
