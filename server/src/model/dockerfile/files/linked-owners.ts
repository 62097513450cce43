import type { CopyInstruction, Flag } from "../../../syntax/dockerfile/tree.ts";
import { baseFacts } from "../images/base-facts.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { createdUsers } from "../users/users.ts";
import { linkedCopies } from "./link-flags.ts";

/** A linked COPY or ADD with an owner that has to be looked up, which a layer of its own does not allow. */
export interface LinkedOwner {
  readonly instruction: CopyInstruction;
  readonly link: Flag;
  readonly chown: Flag;
  readonly owner: string;
  /** The same owner in numbers, where they are known. */
  readonly numbers: string | undefined;
}

export function linkedOwners(dockerfile: Dockerfile): LinkedOwner[] {
  return linkedCopies(dockerfile).flatMap(({ copy: instruction, link, mode }) => {
    const chown = instruction.flags.find(({ name }) => name === "chown");
    const owner = chown?.plainValue;
    if (mode || !chown || owner === undefined || owner.includes("$")) return [];
    const names = owner.split(":");
    // BuildKit knows root without looking.
    if (names.every((name) => /^(?:\d+|root|)$/.test(name))) return [];
    const stage = dockerfile.stageOf(instruction);
    return [{ instruction, link, chown, owner, numbers: stage && numbersOf(stage, names) }];
  });
}

/** A group has the number of the user of its name, as is usual. */
function numbersOf(stage: Stage, names: readonly string[]): string | undefined {
  const numbers = names.map((name) => (/^\d+$/.test(name) ? name : name === "root" ? "0" : numberOf(stage, name)));
  return numbers.every((number) => number !== undefined) ? numbers.join(":") : undefined;
}

function numberOf(stage: Stage, name: string): string | undefined {
  const created = createdUsers(stage).find((account) => account.name.unquoted === name);
  const number = created ? created.id : baseFacts(stage).accounts.get(name);
  return number !== undefined && /^\d+$/.test(number) ? number : undefined;
}
