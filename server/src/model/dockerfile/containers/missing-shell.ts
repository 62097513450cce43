import type { CommandInstruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import { startCommandOf, ownOfKind, type Dockerfile, type Stage, stageChain } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { isShipped } from "../role.ts";
import type { DockerfileUse } from "../use.ts";
import { maySupplyShell } from "./programs.ts";

/** A command in shell form in an image without a shell. */
export interface CommandWithoutShell {
  readonly instruction: RunInstruction | CommandInstruction;
  readonly stage: Stage;
}

/** The RUNs that fail, and the CMD and ENTRYPOINT of shipped stages that keep containers from starting. */
export function commandsWithoutShell(dockerfile: Dockerfile, use: DockerfileUse): CommandWithoutShell[] {
  return dockerfile.stages.flatMap((stage) => {
    if (baseFacts(stage).hasShell !== false) return [];
    const chain = stageChain(stage);
    // Whoever writes a variable there gives it another value where a shell is needed.
    if (chain.at(-1)!.from.image?.text.includes("$")) return [];
    const ways = chain.slice(1).some((link) => link.instructions.some(maySupplyShell));
    if (ways) return [];
    const opening = stage.instructions.findIndex(maySupplyShell);
    const before = opening < 0 ? stage.instructions : stage.instructions.slice(0, opening);
    const runs = before.filter((instruction): instruction is RunInstruction => instruction.kind === "RUN" && instruction.command?.form === "shell");
    const { entrypoint, cmd } = startCommandOf(stage);
    // A CMD below an ENTRYPOINT is no command of its own.
    const start = opening < 0 && isShipped(stage, use) ? entrypoint ?? cmd : undefined;
    const starts = start?.command?.form === "shell" && chain.every((link) => ownOfKind(link, "SHELL").length === 0) ? [start] : [];
    return [...runs, ...starts].map((instruction) => ({ instruction, stage }));
  });
}
