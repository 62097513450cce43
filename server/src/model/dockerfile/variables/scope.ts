import { memoize } from "../../../base/memoize.ts";
import type { Instruction, KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { expandWord } from "../../../syntax/dockerfile/words.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { fixedPlatform } from "../stages/platform.ts";
import { possibleBases } from "../stages/possible-bases.ts";
import { stepsOf } from "../steps.ts";

/** A variable as an instruction sees it. */
export interface Variable {
  readonly name: string;
  /** `platform`: BuildKit provides it; `environment`: every container has it. An ARG that repeats a global one is an `arg`. */
  readonly kind: "arg" | "env" | "platform" | "environment";
  /** The instruction and pair that declare it; undefined for what nobody declares. */
  readonly instruction: PairsInstruction | undefined;
  readonly pair: KeyValue | undefined;
  /** The stage that declares it; undefined in front of the first FROM. */
  readonly stage: Stage | undefined;
  /** For an ARG without a default: the global ARG or platform variable that its value comes from. */
  readonly inherited: Variable | undefined;
  /** Whether it has a value when no build argument is passed. */
  readonly isSet: boolean;
  /** That value; empty when not set. Platform variables count as for linux/amd64. */
  readonly value: string;
  /** Whether the value is the same in every build without build arguments. */
  readonly isExact: boolean;
}

/** The variables that are visible at one place. */
export interface Scope {
  find(name: string): Variable | undefined;
  /** Names in the order of their declaration, the nearest stage first, each once, about `most` of them; very long chains are cut. */
  names(most?: number): string[];
  /** Whether a base image whose environment is not known here may define further variables. */
  readonly isOpen: boolean;
}

/** A text with its variables replaced. */
export interface Expanded {
  /** The result when nothing else than the file decides: what is not set is empty. */
  readonly value: string;
  /** Whether every build without build arguments gets this. */
  readonly isExact: boolean;
  /** Names that nothing in the file sets, declared ARGs without a value included. */
  readonly unset: readonly string[];
  /** The text cannot be expanded, for example because `${NAME:?}` is not set. */
  readonly hasFault: boolean;
}

const platformValues: Readonly<Record<string, string>> = {
  BUILDPLATFORM: "linux/amd64", BUILDOS: "linux", BUILDOSVERSION: "", BUILDARCH: "amd64", BUILDVARIANT: "",
  TARGETPLATFORM: "linux/amd64", TARGETOS: "linux", TARGETOSVERSION: "", TARGETARCH: "amd64", TARGETVARIANT: "", TARGETSTAGE: "default",
};

const platformVariables: ReadonlyMap<string, Variable> = new Map(
  Object.entries(platformValues).map(([name, value]) => [name, variable({ name, kind: "platform", isSet: true, value, isExact: false })]),
);

/** BuildKit gives every stage whose platform is not Windows a PATH before it replaces anything. */
const defaultPath = variable({ name: "PATH", kind: "environment", isSet: true, value: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", isExact: false });

/** A value that doubles itself in every line must not exhaust the memory. */
const longestValue = 4000;

/** How many stages below are asked for the names they declare, so that a chain of thousands stays linear. */
const longestChain = 30;

function variable(detail: Partial<Variable> & Pick<Variable, "name" | "kind">): Variable {
  const none = { instruction: undefined, pair: undefined, stage: undefined, inherited: undefined, isSet: false, value: "", isExact: true };
  return { ...none, ...detail };
}

/** What FROM lines see: the ARGs in front of the first FROM and BuildKit's platform variables. */
export function globalScope(dockerfile: Dockerfile): Scope {
  return scopesOf(dockerfile).global;
}

/** What an instruction of a stage sees: everything that ran before it in the stage and in the stages below. */
export function scopeBefore(stage: Stage, instruction: Instruction): Scope {
  const variables = scopesOf(stage.dockerfile).stages[stage.index]!;
  return variables.scopeAt(variables.positionOf(instruction));
}

/** What the stages that build on this one find. */
export function scopeAtEnd(stage: Stage): Scope {
  return scopesOf(stage.dockerfile).stages[stage.index]!.scopeAt(Infinity);
}

/** Replaces variables and takes quotes away, as the build does at a place of this scope. */
export function expandIn(scope: Scope, text: string, escape: "\\" | "`"): Expanded {
  if (!/[$'"\\`]/.test(text)) return { value: text, isExact: true, unset: [], hasFault: false };
  let isExact = true;
  const lookup = (name: string): string | undefined => {
    const found = scope.find(name);
    if (found && !found.isExact) isExact = false;
    if (found?.isSet) return found.value;
    if (!found && scope.isOpen) isExact = false;
    return undefined;
  };
  const { value, unresolved, fault } = expandWord(text, lookup, escape);
  const isShort = value.length <= longestValue;
  return { value: isShort ? value : "", isExact: isExact && isShort, unset: unresolved, hasFault: fault !== undefined };
}

interface Scopes {
  readonly global: Scope;
  readonly stages: readonly StageVariables[];
}

const scopesOf = memoize((dockerfile: Dockerfile): Scopes => {
  const global = readGlobal(dockerfile);
  const stages: StageVariables[] = [];
  const known = new Set(["PATH"]);
  // A base stands in front of the stages that build on it, so it is there already.
  for (const stage of dockerfile.stages) {
    const parent = stage.base.kind === "stage" ? stages[stage.base.stage.index] : undefined;
    const possible = stage.base.kind === "variable" ? possibleBases(stage).map(({ index }) => stages[index]!) : [];
    stages.push(new StageVariables(stage, parent, possible, global, known));
  }
  return { global, stages };
});

function readGlobal(dockerfile: Dockerfile): Scope {
  const known = new Map<string, Variable>(platformVariables);
  const scope: Scope = { find: (name) => known.get(name), names: () => [...known.keys()], isOpen: false };
  const { escape } = dockerfile.tree;
  for (const { instruction, pair, name } of dockerfile.metaArgs) {
    const before = known.get(name);
    const value = pair.value ? expandIn(scope, pair.value.text, escape) : { value: before?.value ?? "", isExact: before?.isExact ?? true };
    known.set(name, variable({ name, kind: "arg", instruction, pair, isSet: pair.value !== undefined || before?.isSet === true, ...pick(value) }));
  }
  return scope;
}

function pick({ value, isExact }: { readonly value: string; readonly isExact: boolean }): { value: string; isExact: boolean } {
  return { value, isExact };
}

interface Declared {
  readonly position: number;
  readonly variable: Variable;
}

/** The variables of one stage. Lookups in the stages below are remembered, so that long chains stay linear. */
class StageVariables {
  private readonly stage: Stage;
  private readonly parent: StageVariables | undefined;
  /** The stages of which a variable in FROM names one. */
  private readonly possible: readonly StageVariables[];
  private readonly global: Scope;
  private readonly own = new Map<string, Declared[]>();
  private readonly below = new Map<string, Variable | undefined>();
  private readonly positions = new Map<Instruction, number>();
  private readonly isOpen: boolean;
  /** Names that any stage up to this one declares, which all stages share: others need not be looked for. */
  private readonly known: Set<string>;

  constructor(stage: Stage, parent: StageVariables | undefined, possible: readonly StageVariables[], global: Scope, known: Set<string>) {
    this.stage = stage;
    this.parent = parent;
    this.possible = possible;
    this.global = global;
    this.known = known;
    this.isOpen = parent ? parent.isOpen : stage.base.kind !== "scratch";
    for (const [position, { instruction }] of stepsOf(stage).entries()) {
      this.positions.set(instruction, position);
      if (instruction.kind === "ARG" || instruction.kind === "ENV") this.addDeclarations(instruction, position);
    }
  }

  positionOf(instruction: Instruction): number {
    return this.positions.get(instruction) ?? (instruction === this.stage.from ? 0 : Infinity);
  }

  scopeAt(position: number): Scope {
    return { find: (name) => this.find(name, position), names: (most = Infinity) => this.names(position, most), isOpen: this.isOpen };
  }

  /** Pairs of one ENV do not see each other; those of one ARG do. Positions between two whole numbers are within an instruction. */
  private addDeclarations(instruction: PairsInstruction, position: number): void {
    const { pairs } = instruction;
    if (instruction.kind === "ENV") {
      const scope = this.scopeAt(position);
      for (const env of pairs.map((pair) => this.environment(instruction, pair, scope))) this.add(env, position + 0.5);
      return;
    }
    for (const [index, pair] of pairs.entries()) {
      const part = position + (index + 1) / (pairs.length + 1);
      this.add(this.argument(instruction, pair, this.scopeAt(part)), part);
    }
  }

  private environment(instruction: PairsInstruction, pair: KeyValue, scope: Scope): Variable {
    const { escape } = this.stage.dockerfile.tree;
    const name = expandIn(scope, pair.key.text, escape).value;
    const value = pair.value ? expandIn(scope, pair.value.text, escape) : { value: "", isExact: true };
    return variable({ name, kind: "env", instruction, pair, stage: this.stage, isSet: true, ...pick(value) });
  }

  private argument(instruction: PairsInstruction, pair: KeyValue, scope: Scope): Variable {
    const name = pair.key.text;
    const detail = { name, kind: "arg" as const, instruction, pair, stage: this.stage };
    if (pair.value) return variable({ ...detail, isSet: true, ...pick(expandIn(scope, pair.value.text, this.stage.dockerfile.tree.escape)) });
    const inherited = this.global.find(name);
    // Without a value of its own an ARG leaves what an earlier instruction set.
    const source = inherited?.isSet ? inherited : scope.find(name);
    return variable({ ...detail, inherited, isSet: source?.isSet ?? false, value: source?.value ?? "", isExact: source?.isExact ?? true });
  }

  private add(found: Variable, position: number): void {
    this.known.add(found.name);
    const declared = this.own.get(found.name);
    if (declared) declared.push({ position, variable: found });
    else this.own.set(found.name, [{ position, variable: found }]);
  }

  private find(name: string, position: number): Variable | undefined {
    return this.findOwn(name, position) ?? this.findBelow(name);
  }

  private findOwn(name: string, position: number): Variable | undefined {
    const declared = this.own.get(name);
    if (!declared) return undefined;
    let low = 0;
    let high = declared.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (declared[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return declared[low - 1]?.variable;
  }

  private findBelow(name: string): Variable | undefined {
    if (this.below.has(name)) return this.below.get(name);
    const found = this.known.has(name) ? this.climb(name) : undefined;
    this.below.set(name, found);
    return found;
  }

  private climb(name: string): Variable | undefined {
    for (let at: StageVariables = this; ; at = at.parent) {
      if (at !== this && at.below.has(name)) return at.below.get(name);
      if (!at.parent) return at.given(name);
      const found = at.parent.findOwn(name, Infinity);
      if (found) return found;
    }
  }

  private given(name: string): Variable | undefined {
    for (const base of this.possible) {
      const found = base.find(name, Infinity);
      if (found && found !== defaultPath) return { ...found, isExact: false };
    }
    return name === "PATH" && fixedPlatform(this.stage)?.os !== "windows" ? defaultPath : undefined;
  }

  private names(position: number, most: number): string[] {
    const names = new Set<string>();
    for (const [name, declared] of this.own) {
      if (names.size >= most) break;
      if (declared[0]!.position < position) names.add(name);
    }
    for (let at = this.parent, left = longestChain; at && left > 0 && names.size < most; at = at.parent, left--) for (const name of at.own.keys()) names.add(name);
    if (this.findBelow("PATH")) names.add("PATH");
    return [...names];
  }
}
