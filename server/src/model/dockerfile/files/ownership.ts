import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { permissionChangesOf } from "../../shell/permissions.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { scriptOf } from "../scripts/scripts.ts";

/** The last step of a stage that changes owners, whatever files it names. */
export function lastOwnerChange(stage: Stage): Instruction | undefined {
  return stage.instructions.findLast((instruction) =>
    instruction.kind === "RUN" && permissionChangesOf(scriptOf(stage.dockerfile, instruction).invocations).some((change) => change.kind === "chown"));
}

const rootPrograms = /^(?:useradd|adduser|userdel|usermod|groupadd|addgroup|groupmod|update-ca-certificates|ldconfig|locale-gen|dpkg-reconfigure)$/;
const systemManagers = new Set(["apt", "apk", "rpm", "zypper", "pacman"]);

/** The first program of a step that only root can use, when nothing in front of it makes it root. */
export function rootOnlyInvocation(stage: Stage, instruction: Instruction): Invocation | undefined {
  if (instruction.kind !== "RUN") return undefined;
  const { invocations, packageCommands } = scriptOf(stage.dockerfile, instruction);
  const managers = packageCommands.filter((command) => systemManagers.has(command.family) && command.action !== "other").map((command) => command.invocation);
  return invocations.find((invocation) => (managers.includes(invocation) || rootPrograms.test(invocation.name))
    && invocation.wrappers.length === 0 && invocation.outer === undefined && invocation.use?.isFailureIgnored !== true);
}

/** Supplementary groups that the chain of a stage gives to a user. */
export function supplementaryGroups(stage: Stage, user: string): string[] {
  const groups: string[] = [];
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind !== "RUN") continue;
      for (const { name, arguments: words } of scriptOf(link.dockerfile, instruction).invocations) {
        const plain = words.map((word) => word.unquoted);
        if (!plain.includes(user)) continue;
        const operands = plain.filter((word) => !word.startsWith("-"));
        if (name === "useradd" || name === "usermod") {
          const option = plain.findIndex((word) => /^(?:-\w*G|--groups)$/.test(word));
          const given = option < 0 ? plain.find((word) => word.startsWith("--groups="))?.slice(9) : plain[option + 1];
          if (given !== undefined) groups.push(...given.split(","));
        } else if ((name === "adduser" || name === "addgroup") && operands.length === 2 && operands[0] === user && plain.length === 2) groups.push(operands[1]!);
        else if (name === "gpasswd" && plain.some((word) => word === "-a" || word === "--add")) groups.push(operands[operands.length - 1]!);
      }
    }
  }
  return groups;
}
