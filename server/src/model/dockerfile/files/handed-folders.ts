import { memoize } from "../../../base/memoize.ts";
import type { CopyInstruction, Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { permissionChangesOf } from "../../shell/permissions.ts";
import { resolvePath } from "../../shell/working-directory.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { createdUsers, isRootUser, userAt } from "../users/users.ts";
import { workdirBefore } from "./workdir.ts";

/** Whether the destination of a copy, or a folder around it, may have another owner or mode by then than a new folder gets. */
export function isIntoHandedFolder(stage: Stage, copy: CopyInstruction): boolean {
  const { isKnown, user } = baseFacts(stage);
  const destination = plainFolder(copy.destination?.text ?? "");
  if (!isKnown || (user !== undefined && !isRootUser(user)) || destination.includes("$")) return true;
  const around = [unread, ...foldersAround(destination)];
  const homes = homesOf(stage);
  return around.some((path) => homes.includes(path)) || stageChain(stage).some((link) => {
    const first = firstHandedOver(link);
    return around.some((path) => (first.get(path)?.span.start ?? Infinity) < (link === stage ? copy.span.start : Infinity));
  });
}

/** Stands for folders whose path cannot be read. */
const unread = "*";

/** The instruction of a stage that hands each folder over first. */
const firstHandedOver = memoize((stage: Stage): ReadonlyMap<string, Instruction> => {
  const first = new Map<string, Instruction>();
  for (const instruction of stage.instructions) {
    for (const path of [...handedOver(stage, instruction), ...ownWorkdir(stage, instruction)]) {
      const key = /[$*]/.test(path) ? unread : path;
      if (!first.has(key)) first.set(key, instruction);
    }
  }
  return first;
});

/** A path and all folders that it lies in. */
export function foldersAround(path: string): string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/") || "/");
}

/** The folder of a WORKDIR that BuildKit gives to the user of the moment. */
export function ownWorkdir(stage: Stage, instruction: Instruction): string[] {
  if (instruction.kind !== "WORKDIR" || isRootUser(userAt(stage, instruction) ?? "root")) return [];
  return [plainFolder(instruction.words[0]?.text ?? "")];
}

/** The folders that useradd and adduser make for the users of a stage's chain; without an option useradd does so on some systems only. */
export function homesOf(stage: Stage): string[] {
  return createdUsers(stage).map(({ home, name }) => plainFolder(home ?? `/home/${name.unquoted}`));
}

/** The folders that an instruction gives to an owner, makes as another user than root, or copies with the owners they had. */
export function handedOver(stage: Stage, instruction: Instruction): string[] {
  if (instruction.kind === "COPY" || instruction.kind === "ADD") {
    return instruction.flags.some(({ name }) => /^(?:chown|chmod|from)$/.test(name)) ? [plainFolder(instruction.destination?.text ?? "")] : [];
  }
  if (instruction.kind !== "RUN") return [];
  const { invocations, facts } = scriptOf(stage.dockerfile, instruction);
  const makers = isRootUser(userAt(stage, instruction) ?? "root") ? /^install$/ : /^(?:install|mkdir)$/;
  const made = invocations.filter(({ name }) => makers.test(name)).map((invocation) => ({ invocation, words: invocation.arguments }));
  const changed = permissionChangesOf(invocations).map(({ invocation, targets }) => ({ invocation, words: targets }));
  const scripts = invocations.filter(isOwnScript).map((invocation) => ({ invocation, words: invocation.arguments.filter((word) => !word.hasExpansion) }));
  return [...made, ...changed, ...scripts].flatMap(({ invocation, words }) => {
    const directory = (invocation.use && facts.directoryBefore(invocation.use)) ?? workdirBefore(stage, instruction.span.start);
    return words.map(({ unquoted }) => resolvePath(directory, plainFolder(unquoted)) ?? plainFolder(unquoted));
  });
}

/** A program outside the folders of the system's own, or one whose name tells that it sets owners: what it does with a folder is not known. */
function isOwnScript({ name, words }: Invocation): boolean {
  return /permission|owner|.chown|chown./.test(name) || /^(?!\/(?:usr\/)?s?bin\/).*\//.test(words[0]!.unquoted);
}

/** A folder as it is written, without quotes and the slash at its end. */
export function plainFolder(path: string): string {
  const plain = path.replace(/^(["'])(.*)\1$/, "$2");
  return plain.length > 1 ? plain.replace(/\/+$/, "") : plain;
}
