import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { type ShellKind, shellKind } from "../../../syntax/shell/dialect.ts";
import { countBefore, ownOfKind, rootBase, type Stage, stageChain } from "../dockerfile.ts";

const posixDefault: readonly string[] = ["/bin/sh", "-c"];
const windowsDefault: readonly string[] = ["cmd", "/S", "/C"];

/** The shell array that runs shell forms at this instruction: the last SHELL before it in the stage or its chain, else the platform's. */
export function shellArgvAt(stage: Stage, instruction: Instruction): readonly string[] {
  for (const [distance, link] of stageChain(stage).entries()) {
    const candidates = ownOfKind(link, "SHELL");
    const from = distance === 0 ? countBefore(candidates, instruction.span.start) : candidates.length;
    for (let index = from - 1; index >= 0; index--) {
      const { command } = candidates[index]!;
      if (command?.exec) return command.exec.items.map((item) => item.value);
    }
  }
  return isWindowsStage(stage) ? windowsDefault : posixDefault;
}

export function shellKindAt(stage: Stage, instruction: Instruction): ShellKind {
  return shellKind(shellArgvAt(stage, instruction));
}

/** Whether the stage builds a Windows image, judged by its base and by the escape character, which only Windows needs. */
export function isWindowsStage(stage: Stage): boolean {
  const base = rootBase(stage);
  if (stage.dockerfile.tree.escape === "`") return true;
  const text = base.kind === "image" ? base.ref.text : base.kind === "variable" ? base.text : "";
  return /(?:^|[/:_-])(?:windows|nanoserver|windowsservercore|servercore)/i.test(text);
}
