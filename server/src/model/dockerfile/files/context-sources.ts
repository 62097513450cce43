import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { CopyInstruction, Instruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { mountsOf } from "./mounts.ts";

/** A file or folder that an instruction takes from the main build context. */
export interface ContextSource {
  readonly instruction: Instruction;
  readonly stage: Stage;
  /** As written, quotes included. */
  readonly span: Span;
  readonly text: string;
  /** Clean, relative to the context; "." for all of it. Undefined when it holds wildcards. */
  readonly path: string | undefined;
  /** Clean, wildcards kept. */
  readonly pattern: string;
}

/** Sources of COPY, ADD and bind mounts that come from the context and hold no variables, in order. Those in ONBUILD are left out. */
export const contextSources: (dockerfile: Dockerfile) => readonly ContextSource[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.stages.flatMap((stage) => stage.instructions.flatMap((instruction) => {
    if (instruction.kind === "COPY" || instruction.kind === "ADD") return copySources(stage, instruction);
    return instruction.kind === "RUN" ? mountSources(stage, instruction) : [];
  })));

function copySources(stage: Stage, instruction: CopyInstruction): ContextSource[] {
  if (instruction.flags.some((flag) => flag.name === "from")) return [];
  return instruction.sources.flatMap(({ span, text }) => {
    const plain = text.replace(/^(["'])(.*)\1$/s, "$2");
    if (/^<</.test(text) || /^(?:https?|git|ssh):\/\/|^git@|\.git(?:#|$)/.test(plain) || /[$\\`]/.test(plain) || plain === "") return [];
    return [source(stage, instruction, span, plain)];
  });
}

function mountSources(stage: Stage, instruction: RunInstruction): ContextSource[] {
  return mountsOf(stage.dockerfile, instruction).flatMap((mount) => {
    const has = (name: string): boolean => mount.options.some((option) => option.key.toLowerCase() === name);
    if (mount.type !== "bind" || has("from")) return [];
    const option = mount.options.find(({ key }) => /^(?:source|src)$/i.test(key));
    if (option?.value === undefined || !option.valueSpan || /[$\\`]/.test(option.value) || option.value === "") return [];
    const found = source(stage, instruction, option.valueSpan, option.value);
    // Mounts know no wildcards.
    return [{ ...found, path: found.pattern }];
  });
}

function source(stage: Stage, instruction: Instruction, span: Span, text: string): ContextSource {
  const pattern = cleanContextPath(text);
  return { instruction, stage, span, text, pattern, path: /[*?[\]]/.test(pattern) ? undefined : pattern };
}

/** A path in the context without `.`, `..` and double slashes. It never leaves the context. */
export function cleanContextPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.length === 0 ? "." : steps.join("/");
}
