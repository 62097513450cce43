import { noteRead } from "../../base/reads.ts";
import type { Span } from "../../base/span.ts";
import { partOf } from "./parts.ts";
import type {
  Command, CommandInstruction, CopyInstruction, Flag, FromInstruction, HealthcheckInstruction, Heredoc, Instruction, JsonArray, KeyValue, OnbuildInstruction, PairsInstruction,
  RunInstruction, UnknownInstruction, Word, WordsInstruction,
} from "./tree.ts";

/** An instruction that notes when something in it is looked at; its kind alone counts as nothing. */
class InstructionNode<Known extends Instruction> {
  readonly kind: Known["kind"];
  protected readonly known: Known;
  protected readonly part: number;

  constructor(known: Known) {
    this.kind = known.kind;
    this.known = known;
    this.part = partOf(known.kind);
  }

  get span(): Span {
    noteRead(this.part);
    return this.known.span;
  }

  get headSpan(): Span {
    noteRead(this.part);
    return this.known.headSpan;
  }

  get keyword(): string {
    noteRead(this.part);
    return this.known.keyword;
  }

  get keywordSpan(): Span {
    noteRead(this.part);
    return this.known.keywordSpan;
  }

  get argumentsSpan(): Span {
    noteRead(this.part);
    return this.known.argumentsSpan;
  }

  get flags(): readonly Flag[] {
    noteRead(this.part);
    return this.known.flags;
  }

  get heredocs(): readonly Heredoc[] {
    noteRead(this.part);
    return this.known.heredocs;
  }
}

class FromNode extends InstructionNode<FromInstruction> implements FromInstruction {
  get image(): Word | undefined {
    noteRead(this.part);
    return this.known.image;
  }

  get as(): Word | undefined {
    noteRead(this.part);
    return this.known.as;
  }

  get name(): Word | undefined {
    noteRead(this.part);
    return this.known.name;
  }

  get extraWords(): readonly Word[] | undefined {
    noteRead(this.part);
    return this.known.extraWords;
  }
}

class CommandNode<Known extends RunInstruction | CommandInstruction> extends InstructionNode<Known> {
  get command(): Command | undefined {
    noteRead(this.part);
    return this.known.command;
  }
}

class CopyNode extends InstructionNode<CopyInstruction> implements CopyInstruction {
  get sources(): readonly Word[] {
    noteRead(this.part);
    return this.known.sources;
  }

  get destination(): Word | undefined {
    noteRead(this.part);
    return this.known.destination;
  }

  get json(): JsonArray | undefined {
    noteRead(this.part);
    return this.known.json;
  }
}

class PairsNode extends InstructionNode<PairsInstruction> implements PairsInstruction {
  get pairs(): readonly KeyValue[] {
    noteRead(this.part);
    return this.known.pairs;
  }
}

class WordsNode extends InstructionNode<WordsInstruction> implements WordsInstruction {
  get words(): readonly Word[] {
    noteRead(this.part);
    return this.known.words;
  }

  get json(): JsonArray | undefined {
    noteRead(this.part);
    return this.known.json;
  }
}

class HealthcheckNode extends InstructionNode<HealthcheckInstruction> implements HealthcheckInstruction {
  get type(): Word | undefined {
    noteRead(this.part);
    return this.known.type;
  }

  get isNone(): boolean {
    noteRead(this.part);
    return this.known.isNone;
  }

  get command(): Command | undefined {
    noteRead(this.part);
    return this.known.command;
  }
}

class OnbuildNode extends InstructionNode<OnbuildInstruction> implements OnbuildInstruction {
  get inner(): Instruction | undefined {
    noteRead(this.part);
    return this.known.inner;
  }
}

class UnknownNode extends InstructionNode<UnknownInstruction> implements UnknownInstruction {
  get words(): readonly Word[] {
    noteRead(this.part);
    return this.known.words;
  }
}

export function instructionNode(known: Instruction): Instruction {
  switch (known.kind) {
    case "FROM":
      return new FromNode(known);
    case "RUN":
      return new CommandNode<RunInstruction>(known);
    case "CMD":
    case "ENTRYPOINT":
    case "SHELL":
      return new CommandNode<CommandInstruction>(known);
    case "COPY":
    case "ADD":
      return new CopyNode(known);
    case "ENV":
    case "LABEL":
    case "ARG":
      return new PairsNode(known);
    case "EXPOSE":
    case "VOLUME":
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
    case "MAINTAINER":
      return new WordsNode(known);
    case "HEALTHCHECK":
      return new HealthcheckNode(known);
    case "ONBUILD":
      return new OnbuildNode(known);
    case "unknown":
      return new UnknownNode(known);
  }
}
