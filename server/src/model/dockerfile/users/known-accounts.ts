import { memoize } from "../../../base/memoize.ts";
import { systemAccounts } from "../../../data/base-images.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { accountCreationsOf } from "../../shell/users.ts";
import { baseFacts } from "../images/base-facts.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { hasUnknownAdditions } from "../containers/programs.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { createdUsers } from "./users.ts";

/**
 * The account of `name` or `name:group` when the stage surely does not have it at this instruction; undefined when it has,
 * or when that cannot be known: packages, copied trees and unknown images bring accounts.
 */
export function unknownAccount(stage: Stage, instruction: Instruction, owner: string): string | undefined {
  const name = owner.split(":")[0]!;
  const { distribution, isKnown, stepsDownFor } = baseFacts(stage);
  if (!accountName.test(name) || name === "root" || !isKnown || systemAccounts[distribution] === undefined || isOfBase(stage, name)) return undefined;
  if (stepsDownFor.length > 0 || hasUnknownAdditions(stage) || bringsAccounts(stage, instruction, name)) return undefined;
  return name;
}

/** Whether the account of `name` or `name:group` comes with what is installed, since neither the base image nor a command that names it makes it. */
export function isOfPackage(stage: Stage, owner: string): boolean {
  const name = owner.split(":")[0]!;
  return accountName.test(name) && !isOfBase(stage, name) && !createdUsers(stage).some((user) => user.name.unquoted === name);
}

const accountName = /^[a-z_][\w.-]*$/i;

function isOfBase(stage: Stage, name: string): boolean {
  const { distribution, accounts, user } = baseFacts(stage);
  return (systemAccounts[distribution]?.split(" ").includes(name) ?? false) || accounts.has(name) || user === name;
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
  if (/passwd|newusers|\$\(|usermod|deluser|sysusers|\bxargs\b.*(?:useradd|adduser)/.test(stage.dockerfile.written(instruction))) return true;
  const { invocations, script } = scriptOf(stage.dockerfile, instruction);
  if (!script && instruction.command?.form === "shell") return true;
  return accountCreationsOf(invocations).some((account) => account.name.hasExpansion);
}
