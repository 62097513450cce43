import type { DockerfileTree, FromInstruction, Instruction, InstructionKind, InstructionOf, PairsInstruction } from "../../syntax/dockerfile/tree.ts";
import { expandWord } from "../../syntax/dockerfile/words.ts";
import type { ArgDeclaration, Dockerfile, Stage, StageBase } from "./dockerfile.ts";
import { parseImageRef } from "./images/image-reference.ts";

/** Reads the meaning of a tree. Linear in the number of instructions. */
export function readDockerfile(tree: DockerfileTree): Dockerfile {
  return new DockerfileReader(tree).read();
}

class DockerfileReader {
  private readonly tree: DockerfileTree;
  private readonly metaArgs: ArgDeclaration[] = [];
  private readonly stages: Stage[] = [];
  private readonly byName = new Map<string, Stage[]>();
  private readonly stageByInstruction = new Map<Instruction, Stage>();
  private byKind: Map<InstructionKind, Instruction[]> | undefined;

  constructor(tree: DockerfileTree) {
    this.tree = tree;
  }

  read(): Dockerfile {
    const dockerfile: Dockerfile = {
      tree: this.tree,
      text: this.tree.text,
      metaArgs: this.metaArgs,
      stages: this.stages,
      stageOf: (instruction) => this.stageByInstruction.get(instruction),
      findStage: (nameOrIndex, before) => this.findStage(nameOrIndex, before ?? this.stages.length),
      all: <K extends InstructionKind>(kind: K) => this.ofKind(kind) as unknown as readonly InstructionOf<K>[],
    };
    const froms: number[] = [];
    for (const [index, instruction] of this.tree.instructions.entries()) {
      if (instruction.kind === "FROM") froms.push(index);
      else if (froms.length === 0 && instruction.kind === "ARG") this.readMetaArg(instruction);
    }
    for (const [order, first] of froms.entries()) {
      this.addStage(dockerfile, this.tree.instructions.slice(first, froms[order + 1]));
    }
    return dockerfile;
  }

  private readMetaArg(instruction: PairsInstruction): void {
    for (const pair of instruction.pairs) {
      const defaultValue = pair.value === undefined ? undefined : this.expand(pair.value.text);
      this.metaArgs.push({ instruction, pair, name: pair.key.text, defaultValue });
    }
  }

  private addStage(dockerfile: Dockerfile, instructions: readonly Instruction[]): void {
    const from = instructions[0] as FromInstruction;
    const last = instructions[instructions.length - 1]!;
    const stage: Stage = {
      index: this.stages.length,
      dockerfile,
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

  private findStage(nameOrIndex: string, before: number): Stage | undefined {
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
