import type { Span } from "../../../base/span.ts";
import { pathsOf } from "../../../syntax/dockerfile/heredocs.ts";
import type { Instruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { heredocVariables, type VariableReference, variablesOf } from "../../../syntax/dockerfile/words.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { keptWithInstruction } from "../kept-with-instruction.ts";

/**
 * The variables in an instruction that the build itself replaces, in order. Commands are left out: there a shell does it
 * when the command runs. What ONBUILD stores is replaced by the build that it triggers in.
 */
export const buildVariablesOf: (dockerfile: Dockerfile, instruction: Instruction) => readonly VariableReference[] = keptWithInstruction(readReferences);

function readReferences(dockerfile: Dockerfile, instruction: Instruction): VariableReference[] {
  const { text, escape } = dockerfile.tree;
  const found: VariableReference[] = [];
  for (const place of expandedPlaces(instruction)) {
    if (dockerfile.written(place).includes("$")) for (const reference of variablesOf(text, place, escape)) found.push(reference);
  }
  if (instruction.kind === "COPY" || instruction.kind === "ADD") {
    for (const heredoc of instruction.heredocs) for (const reference of heredocVariables(text, heredoc).references) found.push(reference);
  }
  return found;
}

const expandedFlags: ReadonlySet<string> = new Set(["platform", "chown", "chmod", "checksum", "mount"]);

/** The parts of an instruction in which variables are replaced, except heredoc bodies. */
export function expandedPlaces(instruction: Instruction): readonly (Word | Span)[] {
  const flags = instruction.flags.flatMap(({ name, value }) => (value && expandedFlags.has(name) ? [value] : []));
  switch (instruction.kind) {
    case "FROM":
      return instruction.image ? [...flags, instruction.image] : flags;
    case "RUN":
      return flags;
    case "COPY":
    case "ADD":
      return [...flags, ...pathsOf(instruction)];
    case "ENV":
    case "LABEL":
      return instruction.pairs.flatMap(({ key, value }) => (value ? [key, value] : [key]));
    case "ARG":
      return instruction.pairs.flatMap(({ value }) => (value ? [value] : []));
    case "EXPOSE":
    case "VOLUME":
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
      return instruction.words;
    default:
      return [];
  }
}
