import { AttachedMap } from "../../base/attached-map.ts";
import { noteRead, unnoted } from "../../base/reads.ts";
import { partOf } from "../../syntax/dockerfile/parts.ts";
import type { Instruction } from "../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "./dockerfile.ts";

/**
 * A function of an instruction whose results stay with it across the edits that leave it alone. What `read` takes from the file besides
 * must be the text of the instruction, and the spans of what it gives must be `alongside` its nodes.
 */
export function keptWithInstruction<Kind extends Instruction, Value>(read: (dockerfile: Dockerfile, instruction: Kind) => Value): (dockerfile: Dockerfile, instruction: Kind) => Value {
  const values = new AttachedMap<Kind, { readonly value: Value }>();
  return (dockerfile, instruction) => {
    noteRead(partOf(instruction.kind));
    let known = values.get(instruction);
    if (!known) {
      known = { value: unnoted(() => read(dockerfile, instruction)) };
      values.set(instruction, known);
    }
    return known.value;
  };
}
