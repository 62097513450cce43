import { AttachedMap } from "../../../base/attached-map.ts";
import { memoize } from "../../../base/memoize.ts";
import { noteRead, unnoted } from "../../../base/reads.ts";
import { sameList } from "../../../base/same-data.ts";
import type { CommandInstruction, HealthcheckInstruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import { partOf } from "../../../syntax/dockerfile/parts.ts";
import { type ShellKind, shellKind } from "../../../syntax/shell/dialect.ts";
import type { ShellScript } from "../../../syntax/shell/tree.ts";
import { argvFacts, type ShellFacts, shellFacts } from "../../shell/facts.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { execWords, shellInputOf } from "../../shell/shell-input.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { shellArgvAt } from "./shell.ts";

export type ScriptInstruction = RunInstruction | CommandInstruction | HealthcheckInstruction;

/** The command of one instruction, understood as far as its shell is one that we read. */
export interface InstructionScript {
  readonly instruction: ScriptInstruction;
  /** The dialect that reads it; for the exec form what SHELL says, though no shell runs. */
  readonly shell: ShellKind;
  /** Undefined for the exec form, for PowerShell, cmd and scripts of another interpreter. */
  readonly script: ShellScript | undefined;
  /** All that is known of it, each part computed when first asked for. Empty where there is no script. */
  readonly facts: ShellFacts;
  /** Programs that are started, wrappers looked through, in the order of execution. */
  readonly invocations: readonly Invocation[];
  /** Those of them that call a package manager. */
  readonly packageCommands: readonly PackageCommand[];
}

interface KnownScript {
  readonly script: InstructionScript;
  readonly shellArgv: readonly string[];
}

/** Of instructions that an edit leaves alone they stay, unless another SHELL reads them now. */
const scripts = new AttachedMap<ScriptInstruction, KnownScript>();
const confirmed = memoize((_dockerfile: Dockerfile) => new Set<ScriptInstruction>());

/** Reads the command of an instruction; computed once for each. */
export function scriptOf(dockerfile: Dockerfile, instruction: ScriptInstruction): InstructionScript {
  noteRead(partOf(instruction.kind) | partOf("SHELL"));
  const known = scripts.get(instruction);
  const current = confirmed(dockerfile);
  if (known && current.has(instruction)) return known.script;
  current.add(instruction);
  const stage = dockerfile.stageOf(instruction);
  const shellArgv = stage ? shellArgvAt(stage, instruction) : ["/bin/sh", "-c"];
  if (known && sameList(known.shellArgv, shellArgv)) return known.script;
  const script = unnoted(() => readScript(dockerfile, instruction, shellArgv));
  scripts.set(instruction, { script, shellArgv });
  return script;
}

function readScript(dockerfile: Dockerfile, instruction: ScriptInstruction, shell: readonly string[]): InstructionScript {
  const exec = instruction.command?.exec;
  if (exec) return new ReadScript(instruction, shellKind(shell), argvFacts(execWords(dockerfile.text, exec), { shell }));
  const input = shellInputOf(dockerfile.text, instruction, dockerfile.tree.escape, shell);
  if (!input?.script) return new ReadScript(instruction, input?.shell ?? shellKind(shell), argvFacts([]));
  return new ReadScript(instruction, input.shell, shellFacts(input.script, { shell: input.shellArgv }));
}

/** A class for the sake of its getters: an object literal with getters has a hidden class of its own. */
class ReadScript implements InstructionScript {
  readonly instruction: ScriptInstruction;
  readonly shell: ShellKind;
  readonly script: ShellScript | undefined;
  readonly facts: ShellFacts;

  constructor(instruction: ScriptInstruction, shell: ShellKind, facts: ShellFacts) {
    this.instruction = instruction;
    this.shell = shell;
    this.script = facts.script;
    this.facts = facts;
  }

  get invocations(): readonly Invocation[] {
    return this.facts.invocations;
  }

  get packageCommands(): readonly PackageCommand[] {
    return this.facts.packageCommands;
  }
}
