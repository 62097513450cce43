import { memoize } from "../../../base/memoize.ts";
import { systemAccounts } from "../../../data/base-images.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { accountCreationsOf } from "../../shell/users.ts";
import { baseFacts } from "../images/base-facts.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { hasUnknownAdditions } from "../containers/programs.ts";
import { scriptOf } from "../scripts/scripts.ts";

/**
 * The account of `name` or `name:group` when the stage surely does not have it at this instruction; undefined when it has,
 * or when that cannot be known: packages, copied trees and unknown images bring accounts.
 */
export function unknownAccount(stage: Stage, instruction: Instruction, owner: string): string | undefined {
  const name = owner.split(":")[0]!;
  const facts = baseFacts(stage);
  const system = systemAccounts[facts.distribution];
  if (!/^[a-z_][\w.-]*$/i.test(name) || name === "root" || !facts.isKnown || system === undefined) return undefined;
  if (system.split(" ").includes(name) || facts.accounts.has(name) || facts.user === name) return undefined;
  if (facts.stepsDownFor.length > 0 || hasUnknownAdditions(stage) || bringsAccounts(stage, instruction, name)) return undefined;
  return name;
}

/** What the steps of one stage do about accounts: where each name appears first, and where nothing is known any more. */
interface AccountSteps {
  readonly created: ReadonlyMap<string, number>;
  readonly openFrom: number;
}

function bringsAccounts(stage: Stage, before: Instruction, name: string): boolean {
  return stageChain(stage).some((link) => {
    const { created, openFrom } = accountSteps(link);
    const end = link === stage ? before.span.start : Infinity;
    return openFrom < end || (created.get(name) ?? Infinity) < end;
  });
}

const accountSteps = memoize((stage: Stage): AccountSteps => {
  const created = new Map<string, number>();
  let openFrom = Infinity;
  for (const instruction of stage.instructions) {
    if (hidesAccounts(stage, instruction)) {
      openFrom = instruction.span.start;
      break;
    }
    if (instruction.kind !== "RUN") continue;
    for (const { name } of accountCreationsOf(scriptOf(stage.dockerfile, instruction).invocations)) {
      if (!created.has(name.unquoted)) created.set(name.unquoted, instruction.span.start);
    }
  }
  return { created, openFrom };
});

/** Whether an instruction may create accounts that it does not name. */
function hidesAccounts(stage: Stage, instruction: Instruction): boolean {
  if (instruction.kind === "COPY" || instruction.kind === "ADD") {
    const destination = instruction.destination?.text ?? "";
    // A whole tree may hold a passwd file, and so may a folder that is copied to the root.
    return /^\/?$|^\.\/?$|\$|^\/etc(?:\/|$)/.test(destination) || instruction.sources.some((source) => source.text.endsWith("passwd"));
  }
  if (instruction.kind !== "RUN") return false;
  if (/passwd|newusers|\$\(|usermod|deluser/.test(stage.dockerfile.written(instruction))) return true;
  const { invocations, script } = scriptOf(stage.dockerfile, instruction);
  if (!script && instruction.command?.form === "shell") return true;
  return accountCreationsOf(invocations).some((account) => account.name.hasExpansion);
}
